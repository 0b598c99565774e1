package queuelab.benchmarks.own;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import queuelab.benchmarks.own.Findings.Unit;
import queuelab.benchmarks.process.Lab;
import queuelab.benchmarks.result.Goal;
import queuelab.exchange.recording.TrialRecord;

/**
 * What a person waits for at the command line, from the launcher's start to its end, as in an unpacked distribution: nothing is looked for
 * that might have to be built.
 */
final class CommandTimes {
    private CommandTimes() {}

    static void check(Bench bench, Findings findings) throws IOException, InterruptedException {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < bench.times(); i++) {
            times.add(bench.lab().call(List.of("check", "persistence")).nanos() / 1e9);
        }
        findings.figure("`lab check`, built", Unit.SECONDS, times, Goal.atMost(0.8));
    }

    static void smoke(Bench bench, Findings findings) throws IOException, InterruptedException {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < bench.times(); i++) {
            Lab.Run run = bench.lab().runShipped("smoke");
            long windows = 0;
            for (TrialRecord trial : TrialOverhead.records(run.folder())) {
                windows += trial.window().warmupNanos() + trial.window().measureNanos();
            }
            times.add((run.nanos() - windows) / 1e9);
        }
        findings.figure("`lab run smoke`, built: beyond its windows", Unit.SECONDS, times, Goal.atMost(6));
    }
}
