package queuelab.benchmarks.own;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import queuelab.benchmarks.own.Findings.Unit;
import queuelab.benchmarks.result.Goal;
import queuelab.supervisor.host.ChildProcess;
import queuelab.supervisor.host.Distribution;
import queuelab.supervisor.host.Figures;
import queuelab.supervisor.host.Figures.ProcessFigures;
import queuelab.supervisor.host.LocalHost;

/** How long it takes until many consumer processes are ready, and what memory they have by then. */
final class ProcessCurve {
    private static final int MOST = 32;
    private static final int MOST_QUICK = 2;

    private ProcessCurve() {}

    static void measure(Bench bench, Findings findings) throws IOException, InterruptedException {
        var host = new LocalHost(new Distribution());
        var figures = new Figures();
        int most = bench.quick() ? MOST_QUICK : MOST;
        List<Double> ofMost = new ArrayList<>();
        List<Double> shares = new ArrayList<>();
        try (Workers workers = Workers.open(bench)) {
            int index = 1;
            for (int count = 1; count <= most; count *= 2) {
                for (int time = 0; time < (count == most && !bench.quick() ? 3 : 1); time++) {
                    long begun = System.nanoTime();
                    List<ChildProcess> started = workers.startAll(host, index, count);
                    double seconds = (System.nanoTime() - begun) / 1e9;
                    if (time == 0) {
                        findings.growth("processes: all consumers ready", count, seconds, peakBytes(started, figures));
                    }
                    if (count == most) {
                        shares.add(proportionalBytes(started) / count / 1e6);
                    }
                    workers.end(started);
                    index += count;
                    if (count == most) {
                        ofMost.add(seconds);
                    }
                }
            }
        }
        findings.figure(most + " consumer processes: all ready", Unit.SECONDS, ofMost, Goal.atMost(20));
        findings.figure(
                most + " consumer processes: memory of each, shared pages by share", Unit.MEGABYTES, shares, null);
    }

    /** Proportional set size: a page that n processes share counts as an n-th in each (proc(5), {@code smaps_rollup}). */
    private static double proportionalBytes(List<ChildProcess> started) throws IOException {
        double sum = 0;
        for (ChildProcess child : started) {
            try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(child.pid()), "smaps_rollup"))) {
                String kibibytes = lines.filter(line -> line.startsWith("Pss:"))
                        .findFirst()
                        .orElseThrow(
                                () -> new IOException("the system does not tell the share of process " + child.pid()))
                        .replaceAll("\\D", "");
                sum += Long.parseLong(kibibytes) * 1024.0;
            }
        }
        return sum;
    }

    private static double peakBytes(List<ChildProcess> started, Figures figures) {
        return started.stream()
                .flatMap(child -> child.figures(figures).stream())
                .mapToLong(ProcessFigures::peakRssBytes)
                .sum();
    }
}
