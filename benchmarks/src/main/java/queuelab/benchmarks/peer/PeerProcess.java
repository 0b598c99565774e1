package queuelab.benchmarks.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import queuelab.benchmarks.process.Children;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One {@code artemis perf} command under way. It prints something each second, which is when its CPU time is looked at, and leaves a document
 * with an entry for each second and a summary of those after the warm-up.
 */
final class PeerProcess {
    /** Producer and consumer in one. */
    static final String CLIENT = "client";

    private static final String INTERVAL = "--- warmup ";
    /**
     * Lets {@code perf producer} and {@code perf consumer} read the clock they share to the microsecond, as the first asks for on its own
     * stderr. To the millisecond it stops sending once it has caught up with its rate (2.56.0).
     */
    private static final String FINE_CLOCK = "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED";

    private final String command;
    private final Process process;
    private final Children children;
    private final Path document;
    private final List<String> output = new ArrayList<>();
    private final List<Long> cpuNanos = new ArrayList<>();
    private final CompletableFuture<Void> read;

    private PeerProcess(String command, Process process, Children children, Path document) {
        this.command = command;
        this.process = process;
        this.children = children;
        this.document = document;
        this.read = CompletableFuture.runAsync(
                this::read, task -> Thread.ofVirtual().name("peer-output").start(task));
    }

    /** Starts {@code artemis perf COMMAND}. */
    static PeerProcess start(
            Distribution distribution, Children children, Path workspace, String command, List<String> arguments)
            throws IOException {
        Path document = Files.createTempFile(workspace, "peer-", ".json");
        List<String> line = new ArrayList<>(List.of("perf", command, "--json", document.toString()));
        line.addAll(arguments);
        ProcessBuilder builder = distribution.command(line);
        if (!command.equals(CLIENT)) {
            builder.environment().put("JAVA_ARGS_APPEND", FINE_CLOCK);
        }
        Process process = children.start(builder);
        return new PeerProcess(command, process, children, document);
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            long latest = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
                if (line.startsWith(INTERVAL)) {
                    // Of one that ended just now there is no figure any more: the second before counts.
                    latest = process.info()
                            .totalCpuDuration()
                            .map(Duration::toNanos)
                            .orElse(latest);
                    cpuNanos.add(latest);
                }
            }
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    /** Waits until it has ended by itself, which it must within so many seconds. */
    PeerFigures end(int mostSeconds) throws IOException, InterruptedException {
        if (!process.waitFor(mostSeconds, TimeUnit.SECONDS)) {
            children.end(process);
            throw new IOException("artemis perf " + command + " had not ended after " + mostSeconds + " s");
        }
        int code = process.exitValue();
        read.join();
        children.gone(process);
        if (code != 0 || Files.size(document) == 0) {
            throw new IOException(
                    "artemis perf " + command + " ended with " + code + ":\n" + String.join("\n", output));
        }
        JsonNode entries = JsonMapper.shared().readTree(document.toFile());
        List<JsonNode> seconds = new ArrayList<>();
        for (JsonNode entry : entries) {
            if ("interval".equals(entry.path("sampleType").asString())) {
                seconds.add(entry);
            }
        }
        JsonNode summary = entries.get(entries.size() - 1);
        if (!"success".equals(summary.path("result").asString())) {
            throw new IOException("artemis perf " + command + " had no success: " + summary);
        }
        if (seconds.size() != cpuNanos.size()) {
            throw new IOException("artemis perf " + command + " printed " + cpuNanos.size() + " seconds and wrote down "
                    + seconds.size());
        }
        return new PeerFigures(seconds, List.copyOf(cpuNanos), summary);
    }
}
