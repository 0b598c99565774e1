package queuelab.benchmarks.own;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import queuelab.benchmarks.own.Findings.Unit;
import queuelab.benchmarks.process.Lab;
import queuelab.benchmarks.result.Goal;
import queuelab.supervisor.host.Folders;

/** {@code lab report} of runs with more and more trials: all of them judged again, and every file of the run written. */
final class ReportCurve {
    private static final double MEGABYTE = 1e6;

    private ReportCurve() {}

    static void measure(Bench bench, Findings findings) throws IOException, InterruptedException {
        StoredTrials stored = StoredTrials.record(bench);
        List<Integer> counts = bench.quick() ? List.of(2, 4) : List.of(1, 10, 50, 200);
        int most = counts.getLast();
        for (int count : counts) {
            Path run = stored.runOf(count);
            List<Double> seconds = new ArrayList<>();
            List<Double> megabytes = new ArrayList<>();
            double peakBytes = 0;
            for (int i = 0; i < (count == most ? bench.times() : 1); i++) {
                Lab lab = bench.lab();
                Lab.Watched watched = lab.watch(lab.command(List.of("report", run.toString())));
                seconds.add(watched.outcome().nanos() / 1e9);
                megabytes.add(Files.size(run.resolve("report.html")) / MEGABYTE);
                peakBytes = Math.max(peakBytes, (double) watched.peakBytes());
            }
            findings.growth("trials: reported", count, seconds.getFirst(), peakBytes);
            if (count == most) {
                findings.figure("report of " + count + " trials: time", Unit.SECONDS, seconds, Goal.atMost(3));
                findings.figure("report of " + count + " trials: size", Unit.MEGABYTES, megabytes, Goal.atMost(5));
            }
            Folders.remove(run);
        }
    }
}
