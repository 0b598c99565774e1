package queuelab.benchmarks.peer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import queuelab.benchmarks.process.Children;
import queuelab.benchmarks.process.Lab;
import queuelab.benchmarks.process.Workspace;
import queuelab.benchmarks.result.Machine;
import queuelab.benchmarks.result.Publication;
import queuelab.benchmarks.result.Rows;

/** {@code lab bench peer}: the lab and {@code artemis perf} on one stock broker, in turn. */
@Command(
        name = "peer",
        mixinStandardHelpOptions = true,
        description = {
            "Compares the lab's producer and consumer with `artemis perf`, in pairs of turns on one stock broker.",
            "The peer is no part of the lab: name an Apache Artemis distribution with --peer or LAB_PEER."
        },
        footer = {
            "",
            "Examples:",
            "  lab bench peer --peer ~/apache-artemis-2.56.0",
            "  lab bench peer --rows memory-rate,durable-rate --pairs 9 --seconds 20",
            "  lab bench peer --peer-processes 2",
            "  lab bench peer --write README.md --json peer.json"
        })
public final class PeerCommand implements Callable<Integer> {
    private static final int QUICK_SECONDS = 2;
    /** For both sides; on two cores the lab lets C2 work from 7.5 s on. */
    private static final int WARMUP_SECONDS = 8;

    private static final int QUICK_WARMUP_SECONDS = 2;

    /** Twice with each of two flows. A stock broker's C2 is at work for about as long, and would be seen in the first pairs. */
    private static final int BROKER_WARMUP_SECONDS = 40;

    @Option(
            names = "--peer",
            paramLabel = "DIR",
            description = "the folder of an Apache Artemis distribution, which holds bin/artemis (default: $LAB_PEER)")
    private @Nullable Path peer;

    @Option(
            names = "--pairs",
            defaultValue = "5",
            description =
                    "turns of each side (default: 5); under 3 there are no intervals, with 0 it only writes what --resume takes over")
    private int pairs;

    @Option(names = "--seconds", defaultValue = "10", description = "measured seconds of a turn (default: 10)")
    private int seconds;

    @Option(
            names = "--rows",
            split = ",",
            paramLabel = "ROW",
            description =
                    "which rows of the table (default: all): memory-rate, durable-rate, durable-one, memory-median, memory-p99, durable-median, durable-p99, memory-lag, memory-cpu, memory-paced-cpu, memory-best, durable-best")
    private List<String> rows = List.of();

    @Option(
            names = "--peer-processes",
            defaultValue = "1",
            paramLabel = "N",
            description =
                    "1: `artemis perf client`, producer and consumer in one JVM; 2: `perf producer` and `perf consumer`, a JVM each as the lab's (default: 1)")
    private int peerProcesses;

    @Option(names = "--quick", description = "one short pair of two rows: whether it works, not how fast")
    private boolean quick;

    @Mixin
    private Publication publication = new Publication();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Row> wanted = wanted();
        if (pairs < 0 || seconds < 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--pairs must be at least 0 and --seconds at least 1, got " + pairs + " and " + seconds);
        }
        if (peerProcesses < 1 || peerProcesses > 2) {
            throw new ParameterException(spec.commandLine(), "--peer-processes must be 1 or 2, got " + peerProcesses);
        }
        Distribution distribution = distribution();
        try (var children = new Children();
                var workspace = Workspace.create(children)) {
            Map<Flow, List<Comparison.Pair>> measured = before();
            boolean complete = false;
            try {
                if (quick || pairs > 0) {
                    measure(wanted, distribution, children, workspace, measured);
                }
                complete = true;
            } finally {
                // Also those pairs that were complete before something failed.
                publish(wanted, new Comparison(measured), distribution, Machine.here(workspace.folder()), complete);
            }
        }
        return 0;
    }

    private boolean isApart() {
        return peerProcesses == 2;
    }

    private Distribution distribution() {
        try {
            return Distribution.find(peer);
        } catch (Distribution.Missing e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private List<Row> wanted() {
        if (rows.isEmpty()) {
            return quick ? List.of(Row.DURABLE_RATE, Row.MEMORY_MEDIAN, Row.MEMORY_LAG) : List.of(Row.values());
        }
        return Rows.named(rows, Row.values(), spec);
    }

    private void measure(
            List<Row> wanted,
            Distribution distribution,
            Children children,
            Workspace workspace,
            Map<Flow, List<Comparison.Pair>> done)
            throws IOException, InterruptedException {
        System.err.println("starting a stock broker of Artemis " + distribution.version());
        StockBroker broker = StockBroker.start(distribution, children, workspace.folder());
        broker.createQueue(PeerSide.queue(true), true);
        broker.createQueue(PeerSide.queue(false), false);
        var lab = new LabSide(new Lab(children, workspace), broker.url());
        var other = new PeerSide(distribution, children, workspace.folder(), broker.url(), isApart());
        int warmup = warmupSeconds();
        int measured = quick ? QUICK_SECONDS : seconds;
        int turns = quick ? 1 : pairs;
        var random = new SplittableRandom();
        var flows = new TreeSet<>(wanted.stream().map(Row::flow).toList());
        if (!quick) {
            System.err.println("warming the broker up, which takes " + 4 * BROKER_WARMUP_SECONDS + " s");
            other.measure(Flow.DURABLE_SATURATING, BROKER_WARMUP_SECONDS, BROKER_WARMUP_SECONDS);
            other.measure(Flow.MEMORY_SATURATING, BROKER_WARMUP_SECONDS, BROKER_WARMUP_SECONDS);
        }
        for (int turn = 1; turn <= turns; turn++) {
            for (Flow flow : flows) {
                boolean labFirst = random.nextBoolean();
                Sample first = labFirst ? lab.measure(flow, warmup, measured) : other.measure(flow, warmup, measured);
                Sample second = labFirst ? other.measure(flow, warmup, measured) : lab.measure(flow, warmup, measured);
                var pair =
                        labFirst ? new Comparison.Pair(first, second, true) : new Comparison.Pair(second, first, false);
                done.computeIfAbsent(flow, _ -> new ArrayList<>()).add(pair);
                tell(turn, turns, flow, pair);
            }
        }
    }

    /** The pairs that are to be added to. */
    private Map<Flow, List<Comparison.Pair>> before() {
        Map<Flow, List<Comparison.Pair>> before = new EnumMap<>(Flow.class);
        publication.earlier().ifPresent(document -> {
            int processes = document.path("peerProcesses").asInt(1);
            if (processes != peerProcesses) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--resume adds to pairs with --peer-processes " + processes + ", got " + peerProcesses);
            }
            int warmup = document.path("warmupSeconds").asInt(0);
            if (warmup != warmupSeconds()) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--resume adds to pairs with " + warmup + " s of warm-up, now it is " + warmupSeconds());
            }
            document.path("pairs").forEachEntry((flow, pairsOfFlow) -> {
                List<Comparison.Pair> earlier = new ArrayList<>();
                pairsOfFlow.forEach(pair -> earlier.add(Publication.read(pair, Comparison.Pair.class)));
                before.put(Flow.valueOf(flow), earlier);
            });
        });
        return before;
    }

    private int warmupSeconds() {
        return quick ? QUICK_WARMUP_SECONDS : WARMUP_SECONDS;
    }

    private static void tell(int turn, int turns, Flow flow, Comparison.Pair pair) {
        System.err.printf(
                Locale.ROOT,
                "pair %d of %d, %s: lab %,.0f/s, p50 %,.0f µs; peer %,.0f/s, p50 %,.0f µs%n",
                turn,
                turns,
                flow.word(),
                pair.lab().receivedPerSecond(),
                pair.lab().medianNanos() / 1e3,
                pair.peer().receivedPerSecond(),
                pair.peer().medianNanos() / 1e3);
    }

    private void publish(
            List<Row> wanted, Comparison comparison, Distribution distribution, Machine machine, boolean complete)
            throws IOException {
        String command = isApart() ? "`artemis perf producer` and `perf consumer`" : "`artemis perf client`";
        String heading = machine.words() + ". Peer: " + command + ", Artemis " + distribution.version() + ", "
                + (quick
                        ? "one quick pair: not a measurement"
                        : "turns of " + seconds + " s, at least " + comparison.fewestPairs(wanted)
                                + " of each side in each row")
                + ". Medians; ratio within each pair, with the 95 % interval of its median from 3 pairs on.\n\n";
        List<String> remarks = comparison.remarks();
        String text = heading
                + comparison.table(wanted).markdown()
                + (remarks.isEmpty() ? "" : "\n" + String.join("\n", remarks) + "\n");
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("benchmark", "peer");
        document.put("machine", machine.facts());
        document.put("peer", distribution.version());
        document.put("peerProcesses", peerProcesses);
        document.put("warmupSeconds", warmupSeconds());
        document.put("seconds", quick ? QUICK_SECONDS : seconds);
        document.put("rows", comparison.document(wanted));
        document.put("pairs", comparison.pairs());
        document.put("remarks", remarks);
        publication.publish(isApart() ? "peer, two processes" : "peer", text, document, complete);
    }
}
