package queuelab.benchmarks.own;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import queuelab.benchmarks.own.Findings.Unit;
import queuelab.benchmarks.process.Lab;
import queuelab.benchmarks.result.Goal;
import queuelab.exchange.recording.TrialRecord;
import queuelab.exchange.recording.TrialRecordFile;

/** From the start of one trial to the start of the next, less warm-up, window and drain: starting, stopping, judging, reporting. */
final class TrialOverhead {
    private TrialOverhead() {}

    static void measure(Bench bench, Findings findings) throws IOException, InterruptedException {
        Lab.Run run = bench.lab().run("""
                name: bench-overhead
                base: {producer.load: 200/s, warmup: 500ms, measure: 500ms}
                repeats: %d
                """.formatted(bench.times() + 1));
        List<Double> overheads = new ArrayList<>();
        List<TrialRecord> trials = records(run.folder());
        for (int i = 1; i < trials.size(); i++) {
            TrialRecord before = trials.get(i - 1);
            Duration whole = Duration.between(
                    Instant.parse(before.startedAt()),
                    Instant.parse(trials.get(i).startedAt()));
            overheads.add((whole.toNanos() - wantedNanos(before)) / 1e9);
        }
        findings.figure("trial: beyond warm-up, window and drain", Unit.SECONDS, overheads, Goal.atMost(2.5));
    }

    /** The records of a run's trials, in the order of their execution. */
    static List<TrialRecord> records(Path run) throws IOException {
        try (Stream<Path> folders = Files.list(run.resolve("trials"))) {
            List<TrialRecord> records = new ArrayList<>();
            for (Path folder : folders.sorted().toList()) {
                records.add(TrialRecordFile.read(folder));
            }
            return records;
        }
    }

    /** What the scenario itself asked to take. */
    static long wantedNanos(TrialRecord trial) {
        return trial.window().warmupNanos() + trial.window().measureNanos() + trial.drainNanos();
    }
}
