package queuelab.benchmarks.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import queuelab.benchmarks.process.Children;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code artemis perf client}: producer and consumer in one JVM. It prints something each second, which is when its CPU time is looked at,
 * and leaves a document with an entry for each second and a summary of those after the warm-up.
 */
final class PeerSide {
    private static final String INTERVAL = "--- warmup ";

    private final Distribution distribution;
    private final Children children;
    private final Path workspace;
    private final String url;

    PeerSide(Distribution distribution, Children children, Path workspace, String url) {
        this.distribution = distribution;
        this.children = children;
        this.workspace = workspace;
        this.url = url;
    }

    /** The queue that the peer uses, which must exist. */
    static String queue(boolean durable) {
        return durable ? "lab.peer.durable" : "lab.peer.memory";
    }

    /** Has it send for a while. */
    Sample measure(Flow flow, int warmupSeconds, int seconds) throws IOException, InterruptedException {
        Path document = Files.createTempFile(workspace, "peer-", ".json");
        Process process = children.start(distribution.command(arguments(flow, warmupSeconds, seconds, document)));
        long cpuNanos;
        List<String> output = new ArrayList<>();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            cpuNanos = cpuWithinWindow(process, lines, output);
        }
        int code = process.waitFor();
        children.gone(process);
        if (code != 0 || Files.size(document) == 0) {
            throw new IOException("artemis perf client ended with " + code + ":\n" + String.join("\n", output));
        }
        return sample(JsonMapper.shared().readTree(document.toFile()), cpuNanos);
    }

    private List<String> arguments(Flow flow, int warmupSeconds, int seconds, Path document) {
        // The option belongs to the producer's connection, as with the lab: on the consumer's it would make the broker
        // wait for confirmations of what it delivers.
        List<String> arguments = new ArrayList<>(List.of(
                "perf",
                "client",
                "--url",
                url + "?confirmationWindowSize=" + Flow.CONFIRMATION_WINDOW,
                "--consumer-url",
                url,
                "--warmup",
                String.valueOf(warmupSeconds),
                "--duration",
                String.valueOf(warmupSeconds + seconds),
                "--message-size",
                String.valueOf(Flow.BYTES),
                "--max-pending",
                String.valueOf(flow.inFlight()),
                "--json",
                document.toString()));
        if (flow.perSecond() > 0) {
            arguments.addAll(List.of("--rate", String.valueOf(flow.perSecond())));
        }
        if (flow.durable()) {
            arguments.add("--persistent");
        }
        arguments.add("queue://" + queue(flow.durable()));
        return arguments;
    }

    /** CPU time between the ends of the last second of the warm-up and of the last one measured. */
    private static long cpuWithinWindow(Process process, BufferedReader lines, List<String> output) throws IOException {
        long before = 0;
        long latest = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            output.add(line);
            if (line.startsWith(INTERVAL)) {
                // Of one that ended just now there is no figure any more: the second before counts.
                latest =
                        process.info().totalCpuDuration().map(Duration::toNanos).orElse(latest);
                before = line.startsWith(INTERVAL + "true") ? latest : before;
            }
        }
        return latest - before;
    }

    private static Sample sample(JsonNode document, long cpuNanos) throws IOException {
        long received = 0;
        long completed = 0;
        long beganMillis = 0;
        long endedMillis = 0;
        for (JsonNode second : document) {
            if (!"interval".equals(second.path("sampleType").asString())) {
                continue;
            }
            if (second.path("warmup").asBoolean()) {
                beganMillis = second.path("time").asLong();
            } else {
                endedMillis = second.path("time").asLong();
                received += second.path("transferTime").path("count").asLong();
                completed += second.path("sendTime").path("count").asLong();
            }
        }
        JsonNode summary = document.get(document.size() - 1);
        if (!"success".equals(summary.path("result").asString()) || beganMillis == 0 || received == 0) {
            throw new IOException("artemis perf client measured nothing: " + document);
        }
        double measuredSeconds = (endedMillis - beganMillis) / 1e3;
        return new Sample(
                received / measuredSeconds,
                completed / measuredSeconds,
                nanos(summary, "totalTransferTime", "50"),
                nanos(summary, "totalTransferTime", "99"),
                nanos(summary, "totalDelaySendTime", "99"),
                (double) cpuNanos / received,
                List.of());
    }

    private static double nanos(JsonNode summary, String distribution, String percentile) {
        JsonNode micros = summary.path(distribution).path(percentile);
        return micros.isMissingNode() ? Double.NaN : micros.asDouble() * 1e3;
    }
}
