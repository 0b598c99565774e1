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
import queuelab.benchmarks.process.Children;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One {@code artemis perf} command under way. It prints something each second, which is when its CPU time is looked at, and leaves a document
 * with an entry for each second and a summary of those after the warm-up.
 */
final class PeerProcess {
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
        builder.environment().put("JAVA_ARGS_APPEND", FINE_CLOCK);
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

    /** Waits until it has ended by itself. */
    Figures end() throws IOException, InterruptedException {
        int code = process.waitFor();
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
        if (!"success".equals(summary.path("result").asString()) || seconds.size() != cpuNanos.size()) {
            throw new IOException("artemis perf " + command + " measured nothing: " + entries);
        }
        return new Figures(seconds, List.copyOf(cpuNanos), summary);
    }

    /**
     * What it measured.
     *
     * @param seconds an entry for each, the warm-up's first
     * @param cpuNanos its CPU time at the end of each
     * @param summary of those after the warm-up
     */
    record Figures(List<JsonNode> seconds, List<Long> cpuNanos, JsonNode summary) {
        /** When it last wrote down a second. */
        long endMillis() {
            return seconds.getLast().path("time").asLong();
        }

        /**
         * Of the seconds after the warm-up, up to a moment: those messages that this distribution counts.
         *
         * @throws IOException when there are none
         */
        Window window(String distribution, long untilMillis) throws IOException {
            int before = -1;
            int last = -1;
            long messages = 0;
            for (int second = 0; second < seconds.size(); second++) {
                JsonNode entry = seconds.get(second);
                if (entry.path("warmup").asBoolean()) {
                    before = second;
                } else if (entry.path("time").asLong() <= untilMillis) {
                    last = second;
                    messages += entry.path(distribution).path("count").asLong();
                }
            }
            if (before < 0 || messages == 0) {
                throw new IOException("artemis perf measured nothing: " + seconds);
            }
            long millis = seconds.get(last).path("time").asLong()
                    - seconds.get(before).path("time").asLong();
            return new Window(messages, millis / 1e3, cpuNanos.get(last) - cpuNanos.get(before));
        }

        /** A percentile of the seconds after the warm-up, not a number where there was none. */
        double nanos(String distribution, String percentile) {
            JsonNode micros = summary.path(distribution).path(percentile);
            return micros.isMissingNode() ? Double.NaN : micros.asDouble() * 1e3;
        }
    }

    /**
     * A part of the measured time.
     *
     * @param messages in it
     * @param seconds its length
     * @param cpuNanos of the whole process, in it
     */
    record Window(long messages, double seconds, long cpuNanos) {
        double perSecond() {
            return messages / seconds;
        }

        double cpuNanosPerMessage() {
            return (double) cpuNanos / messages;
        }
    }
}
