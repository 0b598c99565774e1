package queuelab.benchmarks.own;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import queuelab.benchmarks.own.Findings.Unit;
import queuelab.benchmarks.result.Goal;
import queuelab.exchange.control.Frames;
import queuelab.exchange.control.Report;
import queuelab.supervisor.analysis.RatioInterval;
import queuelab.supervisor.host.ChildProcess;
import queuelab.supervisor.host.ChildSpec;
import queuelab.supervisor.host.Distribution;
import queuelab.supervisor.host.LocalHost;

/**
 * From starting a consumer until it is connected to its broker: as the lab does it, as it does it without the caches that the build makes,
 * and as a JVM without any flags does it, in turn.
 */
final class WorkerStart {
    private static final int TIMES = 9;

    private WorkerStart() {}

    static void measure(Bench bench, Findings findings) throws IOException, InterruptedException {
        List<Double> cached = new ArrayList<>();
        List<Double> uncached = new ArrayList<>();
        List<Double> plain = new ArrayList<>();
        var distribution = new Distribution();
        LocalHost withCaches = new LocalHost(distribution);
        LocalHost withoutCaches = new LocalHost(withoutCaches(distribution, bench.workspace()));
        try (Workers workers = Workers.open(bench)) {
            int index = 1;
            for (int time = 0; time < (bench.quick() ? 1 : TIMES); time++) {
                cached.add(seconds(workers, withCaches, index++));
                uncached.add(seconds(workers, withoutCaches, index++));
                plain.add(plainSeconds(bench, distribution, workers.consumer(index++)));
            }
        }
        findings.figure("worker, spawn to connected: as the lab starts it", Unit.SECONDS, cached, null);
        findings.figure("worker, spawn to connected: without AOT cache", Unit.SECONDS, uncached, null);
        findings.figure("worker, spawn to connected: plain JVM", Unit.SECONDS, plain, null);
        findings.figure(
                "worker, spawn to connected: lab ÷ plain JVM", Unit.RATIO, ratios(plain, cached), Goal.atMost(0.6));
    }

    private static double seconds(Workers workers, LocalHost host, int index) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        List<ChildProcess> started = workers.startAll(host, index, 1);
        long nanos = System.nanoTime() - begun;
        workers.end(started);
        return nanos / 1e9;
    }

    /** Only the flags without which the JVM would write warnings among the frames. */
    private static double plainSeconds(Bench bench, Distribution distribution, ChildSpec spec) throws IOException {
        Files.createDirectories(spec.folder());
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-jar",
                        jar(distribution).toString())
                .redirectError(spec.folder().resolve("process.log").toFile());
        long begun = System.nanoTime();
        Process process = bench.children().start(builder);
        try (Writer input = process.outputWriter(StandardCharsets.UTF_8);
                BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            input.write(Frames.encode(spec.assignment()) + "\n");
            input.flush();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                Optional<Report> report = Frames.decodeReport(line);
                if (report.isPresent() && report.get() instanceof Report.Ready) {
                    return (System.nanoTime() - begun) / 1e9;
                }
            }
            throw new IOException("a consumer ended before it was ready; its log is in " + spec.folder());
        } finally {
            bench.children().end(process);
        }
    }

    private static Path jar(Distribution distribution) throws IOException {
        try (var jars = Files.newDirectoryStream(distribution.home().resolve("lib"), "consumer-[0-9]*.jar")) {
            return jars.iterator().next();
        }
    }

    /** The same distribution, but for its caches. */
    private static Distribution withoutCaches(Distribution distribution, Path workspace) throws IOException {
        Path home = Files.createDirectories(workspace.resolve("without-caches"));
        for (String part : List.of("lib", "profiles", "native")) {
            Files.createSymbolicLink(home.resolve(part), distribution.home().resolve(part));
        }
        return Distribution.at(home);
    }

    private static List<Double> ratios(List<Double> of, List<Double> to) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < of.size(); i++) {
            ratios.add(RatioInterval.ofPairs(new double[] {of.get(i)}, new double[] {to.get(i)})
                    .ratio());
        }
        return ratios;
    }
}
