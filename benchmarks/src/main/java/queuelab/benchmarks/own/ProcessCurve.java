package queuelab.benchmarks.own;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
                    workers.end(started);
                    index += count;
                    if (count == most) {
                        ofMost.add(seconds);
                    }
                }
            }
        }
        findings.figure(most + " consumer processes: all ready", Unit.SECONDS, ofMost, Goal.atMost(20));
    }

    private static double peakBytes(List<ChildProcess> started, Figures figures) {
        return started.stream()
                .flatMap(child -> child.figures(figures).stream())
                .mapToLong(ProcessFigures::peakRssBytes)
                .sum();
    }
}
