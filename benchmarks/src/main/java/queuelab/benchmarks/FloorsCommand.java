package queuelab.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import queuelab.benchmarks.process.Children;
import queuelab.benchmarks.process.Lab;
import queuelab.benchmarks.process.Workspace;
import tools.jackson.databind.JsonNode;

/**
 * {@code lab bench floors}: round trips over a bare pipe, Unix socket and TCP connection, and what the lab's own transports make of
 * them at a low rate, in turn within each round, so that both see the same machine.
 */
@Command(
        name = "floors",
        mixinStandardHelpOptions = true,
        description =
                "Compares the lab's pipe, unix and tcp transports with the bare connections beneath them, 100 B, two JVMs.")
final class FloorsCommand implements Callable<Integer> {
    private static final int HOT = 50_000;

    @Option(names = "--rounds", defaultValue = "3", description = "how often to measure each pair (default: 3)")
    private int rounds;

    @Option(names = "--rate", defaultValue = "500", description = "messages a second of the low rate (default: 500)")
    private int rate;

    /** Medians in nanoseconds, one for each round. */
    private record Medians(List<Double> hot, List<Double> paced, List<Double> oneWay, List<Double> toAck) {
        Medians() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Map<Bare, Medians> measured = new EnumMap<>(Bare.class);
        try (var children = new Children();
                var workspace = Workspace.create(children)) {
            measure(new Lab(children, workspace), measured);
        }
        print(measured);
        return 0;
    }

    private void measure(Lab lab, Map<Bare, Medians> measured) throws IOException, InterruptedException {
        for (int round = 1; round <= rounds; round++) {
            System.err.println("round " + round + " of " + rounds);
            for (Bare kind : Bare.values()) {
                Medians medians = measured.computeIfAbsent(kind, _ -> new Medians());
                PingPong.Floors floors = PingPong.measure(kind, HOT, 4 * rate, rate);
                medians.hot.add((double) floors.hot().getValueAtPercentile(50));
                medians.paced.add((double) floors.paced().getValueAtPercentile(50));
            }
            for (JsonNode trial : lab.run(scenario()).trials()) {
                Bare kind = Bare.valueOf(trial.get("variant").asString().toUpperCase(Locale.ROOT));
                Medians medians = measured.getOrDefault(kind, new Medians());
                medians.oneWay.add(median(trial, "sendToReceive"));
                medians.toAck.add(median(trial, "sendToAck"));
            }
        }
    }

    private String scenario() {
        String variants = String.join(
                "\n",
                Arrays.stream(Bare.values())
                        .map(kind -> "  " + kind.word() + ": {transport: " + kind.word() + "}")
                        .toList());
        return """
                name: floors
                about: What do the lab's transports make of the connections beneath them?
                base:
                  producer: {load: %d/s, size: %dB}
                  warmup: 3s
                  measure: 4s
                  drain: 10s
                variants:
                %s
                repeats: 1
                """.formatted(rate, PingPong.BYTES, variants);
    }

    private static double median(JsonNode trial, String distribution) {
        JsonNode latency = trial.get("latency").get(distribution);
        return latency == null ? Double.NaN : latency.get("p50Nanos").asDouble();
    }

    private void print(Map<Bare, Medians> measured) {
        System.out.printf(
                "Medians of %d rounds, µs; %d B; round trips between two JVMs. Paced: %d a second.%n",
                rounds, PingPong.BYTES, rate);
        System.out.println(
                "            bare hot  bare paced  lab: 2 × one way  lab: until confirmed   2 × one way / hot   / paced   confirmed / paced");
        measured.forEach((kind, medians) -> {
            double hot = middle(medians.hot);
            double paced = middle(medians.paced);
            double roundTrip = 2 * middle(medians.oneWay);
            double toAck = middle(medians.toAck);
            System.out.printf(
                    Locale.ROOT,
                    "%-10s %9.1f %11.1f %17.1f %21.1f %19.2f %9.2f %19.2f%n",
                    kind.word(),
                    hot / 1e3,
                    paced / 1e3,
                    roundTrip / 1e3,
                    toAck / 1e3,
                    roundTrip / hot,
                    roundTrip / paced,
                    toAck / paced);
        });
    }

    private static double middle(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
    }
}
