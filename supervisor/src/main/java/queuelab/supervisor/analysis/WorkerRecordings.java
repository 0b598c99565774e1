package queuelab.supervisor.analysis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import queuelab.exchange.recording.Latencies;
import queuelab.exchange.recording.LatencyInterval;
import queuelab.exchange.recording.LatencyLog;
import queuelab.exchange.recording.LatencyLogReader;
import queuelab.exchange.recording.LedgerKind;
import queuelab.exchange.recording.LedgerReader;
import queuelab.exchange.recording.Measure;
import queuelab.exchange.recording.NoteLogReader;
import queuelab.exchange.recording.Sample;
import queuelab.exchange.recording.TrialRecord.Child;

/** What one worker left in its folder, opened and checked. Damage is gathered, so that the rest can still be judged. */
final class WorkerRecordings implements AutoCloseable {
    private final Child child;
    private final Path folder;
    private final List<LedgerReader> ledgers = new ArrayList<>();
    private final Map<Integer, Subscription> subscriptions = new HashMap<>();
    private final Map<Integer, List<Silence.Span>> silences = new TreeMap<>();
    /** Of each thread that had received nothing for a while when it was stopped. */
    private final Map<Integer, Silence.Span> lastSilences = new TreeMap<>();

    private Latencies latencies = new Latencies();
    private final List<LagPoint> lag = new ArrayList<>();
    private final List<String> damage = new ArrayList<>();
    private long duplicateNotes;
    private long untrusted;

    /** The median schedule lag of what one producer sent between two flushes of its log. */
    record LagPoint(long endMillis, long medianNanos) {}

    private WorkerRecordings(Child child, Path folder) {
        this.child = child;
        this.folder = folder;
    }

    /** Opens all recordings of a worker and enters its notes into the index. */
    static WorkerRecordings open(Path trialFolder, Child child, NoteIndex notes) {
        var recordings = new WorkerRecordings(child, trialFolder.resolve(child.folder()));
        if (Files.isDirectory(recordings.folder)) {
            recordings.openLedgers();
            recordings.readNotes(notes);
            recordings.readLatencies();
        } else {
            recordings.damage.add(recordings.folder + ": the folder with its recordings is missing");
        }
        return recordings;
    }

    Child child() {
        return child;
    }

    boolean consumer() {
        return child.role().equals("consumer");
    }

    boolean producer() {
        return child.role().equals("producer");
    }

    List<LedgerReader> ledgers(LedgerKind kind) {
        return ledgers.stream().filter(ledger -> ledger.kind() == kind).toList();
    }

    Latencies latencies() {
        return latencies;
    }

    List<LagPoint> lag() {
        return lag;
    }

    /**
     * When each of its threads received nothing, in the order of time; times count from the trial's start. With what came last the trial may
     * simply have been over: that silence ends with the window.
     */
    List<List<Silence.Span>> silences(long startNanos, long windowEndNanos) {
        List<List<Silence.Span>> ofThreads = new ArrayList<>();
        for (int owner : subscriptions.keySet()) {
            List<Silence.Span> spans = new ArrayList<>(silences.getOrDefault(owner, List.of()));
            Silence.Span last = lastSilences.get(owner);
            if (last != null && last.fromNanos() < windowEndNanos) {
                spans.add(new Silence.Span(last.fromNanos(), Math.min(last.toNanos(), windowEndNanos)));
            }
            ofThreads.add(spans.stream()
                    .map(span -> new Silence.Span(span.fromNanos() - startNanos, span.toNanos() - startNanos))
                    .toList());
        }
        return ofThreads;
    }

    /** What is wrong with these recordings, in words, each naming its file. */
    List<String> damage() {
        return damage;
    }

    /**
     * Compares what the ledgers hold with what the worker said elsewhere that it did. A ledger is written before the latency is recorded
     * and before progress is told, so it can only hold more; where it holds less, one is missing.
     *
     * @param last the last sample of this process, all zero where there is none
     */
    void checkComplete(Sample.ProcessSample last) {
        LedgerKind kind = consumer() ? LedgerKind.RECEIVED : LedgerKind.ATTEMPTED;
        Measure measure = consumer() ? Measure.DUE_TO_RECEIVE : Measure.SCHEDULE_LAG;
        long recorded =
                ledgers(kind).stream().mapToLong(LedgerReader::cardinality).sum() + duplicateNotes;
        Histogram measured = latencies.measured(measure);
        long timed = measured.getTotalCount() + latencies.warmup(measure).getTotalCount();
        // A consumer also counts what it could not trust, and counts a copy just before it writes it down.
        long told = consumer() ? last.received() - untrusted - subscriptions.size() : last.sent();
        long most = Math.max(timed, told);
        if (most > recorded && damage.isEmpty()) {
            damage.add(folder + ": its ledgers hold " + Words.count(recorded, "message") + " but it " + kind.word()
                    + " "
                    + Words.number(most) + " according to its "
                    + (timed >= told ? "latency log" : "progress") + ": a “" + kind.word() + "” ledger is missing");
        }
    }

    private void openLedgers() {
        for (Path file : files(LedgerReader.SUFFIX)) {
            try {
                LedgerReader ledger = LedgerReader.open(file);
                ledgers.add(ledger);
                if (ledger.kind() == LedgerKind.RECEIVED) {
                    subscriptions.put(ledger.owner(), new Subscription(ledger.queue(), ledger.copy()));
                }
            } catch (IOException e) {
                damage.add(String.valueOf(e.getMessage()));
            }
        }
    }

    private void readNotes(NoteIndex notes) {
        for (Path file : files(NoteLogReader.SUFFIX)) {
            try {
                NoteLogReader.read(file, (note, owner) -> {
                    switch (note.kind()) {
                        case DUPLICATE -> duplicateNotes++;
                        case CORRUPT, UNEXPECTED -> untrusted++;
                        case SILENCE -> {
                            var span = new Silence.Span(note.atNanos() - note.value(), note.atNanos());
                            if (note.producer() < 0) {
                                lastSilences.put(owner, span);
                            } else {
                                silences.computeIfAbsent(owner, _ -> new ArrayList<>())
                                        .add(span);
                            }
                        }
                        case REDELIVERED, OUT_OF_ORDER, INVALID_SAMPLE, FAILED, REJECTED -> {}
                    }
                    notes.add(subscriptions.getOrDefault(owner, Subscription.UNKNOWN), note);
                });
            } catch (IOException e) {
                damage.add(String.valueOf(e.getMessage()));
            }
        }
    }

    private void readLatencies() {
        try {
            latencies = LatencyLogReader.read(folder.resolve(LatencyLog.FILE), this::addLag);
        } catch (IOException e) {
            damage.add(String.valueOf(e.getMessage()));
        }
    }

    private void addLag(LatencyInterval interval) {
        if (interval.measure() == Measure.SCHEDULE_LAG && interval.measured()) {
            lag.add(new LagPoint(interval.endMillis(), interval.histogram().getValueAtPercentile(50)));
        }
    }

    private List<Path> files(String suffix) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            damage.add(folder + ": cannot be listed (" + e.getMessage() + ")");
            return List.of();
        }
    }

    @Override
    public void close() {
        ledgers.forEach(LedgerReader::close);
    }
}
