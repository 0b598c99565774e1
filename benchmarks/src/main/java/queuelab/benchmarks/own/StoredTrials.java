package queuelab.benchmarks.own;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import queuelab.benchmarks.process.Lab;
import queuelab.exchange.recording.LedgerKind;
import queuelab.exchange.recording.SequenceLedger;
import queuelab.exchange.recording.TrialRecord;
import queuelab.exchange.recording.TrialRecordFile;
import queuelab.supervisor.host.Folders;

/** Recordings of a real trial, made into those of a larger one or of many. */
final class StoredTrials {
    private static final String LEDGER = ".bits";

    private final Path workspace;
    private final Path run;

    private StoredTrials(Path workspace, Path run) {
        this.workspace = workspace;
        this.run = run;
    }

    /** Runs the trials that the others are copies of. */
    static StoredTrials record(Bench bench) throws IOException, InterruptedException {
        Lab.Run run = bench.lab().run("""
                name: bench-stored
                about: What others are copied from.
                base: {producer.load: 500/s, warmup: 500ms, measure: %s}
                variants:
                  durable: {queue.storage: durable}
                  memory: {queue.storage: memory}
                repeats: 1
                """.formatted(bench.quick() ? "1s" : "5s"));
        return new StoredTrials(bench.workspace(), run.folder());
    }

    /** A trial in which this many messages were attempted, acknowledged, received and consumed. Its other figures are those of a smaller one. */
    Path trialOf(long messages) throws IOException {
        Path original = trials().getFirst();
        Path copy = workspace.resolve("judged-" + messages).resolve(String.valueOf(original.getFileName()));
        copy(original, copy);
        fill(copy.resolve("producer-1"), List.of(LedgerKind.ATTEMPTED, LedgerKind.ACKNOWLEDGED), messages);
        fill(copy.resolve("consumer-1"), List.of(LedgerKind.RECEIVED, LedgerKind.CONSUMED), messages);
        return copy;
    }

    /** A run of this many trials. */
    Path runOf(int count) throws IOException {
        Path copy = Files.createDirectories(workspace.resolve("reported-" + count));
        for (String file : List.of("scenario.yaml", "environment.json")) {
            Files.copy(run.resolve(file), copy.resolve(file));
        }
        List<Path> originals = trials();
        for (int i = 0; i < count; i++) {
            Path original = originals.get(i % originals.size());
            TrialRecord record = TrialRecordFile.read(original);
            int repeat = 1 + i / originals.size();
            String id = String.format(Locale.ROOT, "%03d-%s-%d", i + 1, record.variant(), repeat);
            Path trial = copy.resolve("trials").resolve(id);
            copy(original, trial);
            TrialRecordFile.write(trial, renamed(record, id, repeat, i + 1));
        }
        return copy;
    }

    private static TrialRecord renamed(TrialRecord record, String id, int repeat, int order) {
        return new TrialRecord(
                record.schema(),
                id,
                record.variant(),
                record.point(),
                repeat,
                order,
                record.settings(),
                record.startedAt(),
                record.startNanos(),
                record.window(),
                record.broker(),
                record.processes(),
                record.queues(),
                record.drained(),
                record.drainNanos(),
                record.interrupted(),
                record.problems(),
                record.events());
    }

    private List<Path> trials() throws IOException {
        try (Stream<Path> folders = Files.list(run.resolve("trials"))) {
            return folders.sorted().toList();
        }
    }

    private static void fill(Path worker, List<LedgerKind> kinds, long messages) throws IOException {
        try (Stream<Path> files = Files.list(worker)) {
            for (Path ledger :
                    files.filter(file -> file.toString().endsWith(LEDGER)).toList()) {
                Files.delete(ledger);
            }
        }
        for (LedgerKind kind : kinds) {
            try (SequenceLedger ledger = SequenceLedger.create(worker, kind, 0, 0, 0, 0)) {
                for (long sequence = 0; sequence < messages; sequence++) {
                    ledger.add(sequence);
                }
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Folders.remove(to);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
