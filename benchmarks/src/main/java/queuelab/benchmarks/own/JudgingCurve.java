package queuelab.benchmarks.own;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import queuelab.benchmarks.own.Findings.Unit;
import queuelab.benchmarks.process.Lab;
import queuelab.benchmarks.result.Goal;
import queuelab.supervisor.host.Folders;

/** Judging trials of more and more messages, each in a JVM of its own. */
final class JudgingCurve {
    private static final long FEWEST = 10_000;
    private static final long MOST = 100_000_000;
    private static final long MOST_QUICK = 100_000;
    private static final double MEBIBYTE = 1 << 20;

    private JudgingCurve() {}

    static void measure(Bench bench, Findings findings) throws IOException, InterruptedException {
        StoredTrials stored = StoredTrials.record(bench);
        long most = bench.quick() ? MOST_QUICK : MOST;
        for (long messages = FEWEST; messages <= most; messages *= 10) {
            Path trial = stored.trialOf(messages);
            List<Double> seconds = new ArrayList<>();
            List<Double> mebibytes = new ArrayList<>();
            for (int i = 0; i < (messages == most ? bench.times() : 1); i++) {
                Lab.Watched watched = bench.lab().watch(command(trial));
                seconds.add(judged(watched.outcome(), messages) / 1e9);
                mebibytes.add(watched.peakBytes() / MEBIBYTE);
            }
            findings.growth("messages: judged", messages, seconds.getFirst(), mebibytes.getFirst() * MEBIBYTE);
            if (messages == most) {
                String what = String.format("judging 10%s messages", messages == MOST ? "⁸" : "⁵");
                findings.figure(what + ": time", Unit.SECONDS, seconds, Goal.atMost(3));
                findings.figure(what + ": peak memory of the JVM", Unit.MEBIBYTES, mebibytes, Goal.atMost(256));
            }
            Folders.remove(trial.resolveSibling(""));
        }
    }

    private static ProcessBuilder command(Path trial) {
        return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                Judging.class.getName(),
                trial.toString());
    }

    /** How long it took, once it is clear that every message was judged. */
    private static long judged(Lab.Outcome outcome, long messages) throws IOException {
        String[] words = outcome.output().strip().split(" ", -1);
        if (words.length != 4
                || Long.parseLong(words[1]) != messages
                || Long.parseLong(words[2]) != messages
                || Long.parseLong(words[3]) != 0) {
            throw new IOException("judging " + messages + " messages, none lost, found: " + outcome.output());
        }
        return Long.parseLong(words[0]);
    }
}
