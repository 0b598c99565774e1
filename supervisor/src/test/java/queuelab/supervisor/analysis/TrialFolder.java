package queuelab.supervisor.analysis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.control.TrialWindow;
import queuelab.exchange.recording.LatencyLog;
import queuelab.exchange.recording.LatencyRecorder;
import queuelab.exchange.recording.LedgerKind;
import queuelab.exchange.recording.Measure;
import queuelab.exchange.recording.NoteKind;
import queuelab.exchange.recording.NoteLog;
import queuelab.exchange.recording.Sample;
import queuelab.exchange.recording.SampleLog;
import queuelab.exchange.recording.SequenceLedger;
import queuelab.exchange.recording.TrialRecord;
import queuelab.exchange.recording.TrialRecord.Broker;
import queuelab.exchange.recording.TrialRecord.Child;
import queuelab.exchange.recording.TrialRecord.Event;
import queuelab.exchange.recording.TrialRecord.QueueCounters;
import queuelab.exchange.recording.TrialRecordFile;

/**
 * A trial's folder made for a test by the real writers: at first a sound trial of {@value #MESSAGES} messages, one queue, one producer, one
 * consumer, 100/s for 10 s, in which all went well; each test then changes what it is about.
 */
final class TrialFolder {
    static final long MESSAGES = 1_000;
    static final long START = 50_000_000_000L;
    static final TrialWindow WINDOW = new TrialWindow(1_000_000_000L, 10_000_000_000L, 5_000_000_000L);

    final Path folder;
    final Map<String, String> settings = new LinkedHashMap<>();
    final List<Child> processes = new ArrayList<>();
    final List<QueueCounters> queues = new ArrayList<>();
    final List<String> problems = new ArrayList<>();
    final List<Event> events = new ArrayList<>();
    final List<Sample> samples = new ArrayList<>();
    boolean drained = true;
    boolean interrupted;
    long startNanos = START;

    @Nullable
    Broker broker = new Broker("process", "tcp://127.0.0.1:1", "2.55.0", "NIO", "NIO", Map.of());

    TrialFolder(Path folder) throws IOException {
        this.folder = folder;
        settings.put("queue.storage", "durable");
        settings.put("producer.load", "100/s");
        Files.createDirectories(folder.resolve("broker"));
        Files.writeString(folder.resolve("broker").resolve(BrokerLog.FILE), "INFO AMQ221007: Server is now active\n");
        processes.add(child("broker", 1));
    }

    /** The sound trial. */
    static TrialFolder sound(Path folder) throws IOException {
        var trial = new TrialFolder(folder);
        trial.producer(1, 0, 0, upTo(MESSAGES), upTo(MESSAGES), new long[0]);
        trial.consumer(1, 0, 0, Map.of(0, upTo(MESSAGES)));
        trial.queues.add(trial.counters(0, 0, MESSAGES, 0));
        trial.steadySamples();
        return trial;
    }

    static long[] upTo(long count) {
        return LongStream.range(0, count).toArray();
    }

    static long[] upToWithout(long count, long... without) {
        return LongStream.range(0, count)
                .filter(sequence -> LongStream.of(without).noneMatch(absent -> absent == sequence))
                .toArray();
    }

    /** A producer process with one thread, its latencies included: 50 µs of schedule lag for each message. */
    void producer(int worker, int producer, int queue, long[] attempted, long[] acknowledged, long[] rejected)
            throws IOException {
        Path own = Files.createDirectories(folder.resolve("producer-" + worker));
        processes.add(child("producer", worker));
        ledger(own, LedgerKind.ATTEMPTED, producer, queue, 0, producer, attempted);
        ledger(own, LedgerKind.ACKNOWLEDGED, producer, queue, 0, producer, acknowledged);
        ledger(own, LedgerKind.REJECTED, producer, queue, 0, producer, rejected);
        latencies("producer-" + worker, Measure.SCHEDULE_LAG, attempted.length, _ -> 50_000);
    }

    /** A consumer process with one thread, number {@code worker − 1}, which received and consumed these of each producer. */
    void consumer(int worker, int queue, int copy, Map<Integer, long[]> received) throws IOException {
        consumer(worker, queue, copy, received, Long.MAX_VALUE);
    }

    /** The same, but it consumed only sequences below a limit. */
    void consumer(int worker, int queue, int copy, Map<Integer, long[]> received, long consumed) throws IOException {
        Path own = Files.createDirectories(folder.resolve("consumer-" + worker));
        processes.add(child("consumer", worker));
        int total = 0;
        for (var ofProducer : received.entrySet()) {
            ledger(own, LedgerKind.RECEIVED, ofProducer.getKey(), queue, copy, worker - 1, ofProducer.getValue());
            long[] ofThose = LongStream.of(ofProducer.getValue())
                    .filter(sequence -> sequence < consumed)
                    .toArray();
            ledger(own, LedgerKind.CONSUMED, ofProducer.getKey(), queue, copy, worker - 1, ofThose);
            total += ofProducer.getValue().length;
        }
        latencies("consumer-" + worker, Measure.DUE_TO_RECEIVE, total, _ -> 2_000_000);
    }

    void ledger(Path own, LedgerKind kind, int producer, int queue, int copy, int owner, long[] sequences)
            throws IOException {
        try (SequenceLedger ledger = SequenceLedger.create(own, kind, producer, queue, copy, owner)) {
            LongStream.of(sequences).forEach(ledger::add);
        }
    }

    /** What a life of the broker recorded: how long after each of so many messages was sent it arrived, was stored and was handed out. */
    void boundaries(String broker, int count, long arrived, long stored, long handedOut) throws IOException {
        Map<Measure, Long> nanos = Map.of(
                Measure.SENT_TO_ARRIVED, arrived,
                Measure.SENT_TO_STORED, stored,
                Measure.SENT_TO_HANDED_OUT, handedOut);
        Path own = Files.createDirectories(folder.resolve(broker));
        try (LatencyLog log = LatencyLog.create(own, nanos.keySet())) {
            for (var boundary : nanos.entrySet()) {
                LatencyRecorder recorder = log.recorder(boundary.getKey());
                for (int i = 0; i < count; i++) {
                    recorder.record(boundary.getValue(), true);
                }
            }
        }
    }

    void latencies(String worker, Measure measure, int count, LongUnaryOperator nanos) throws IOException {
        Path own = folder.resolve(worker);
        Files.deleteIfExists(own.resolve(LatencyLog.FILE));
        try (LatencyLog log = LatencyLog.create(own, List.of(measure))) {
            LatencyRecorder recorder = log.recorder(measure);
            for (long i = 0; i < count; i++) {
                recorder.record(nanos.applyAsLong(i), true);
            }
        }
    }

    /** Notes of a consumer's only thread, about producer 0. */
    void notes(int worker, NoteKind kind, long value, long... sequences) throws IOException {
        try (NoteLog notes = NoteLog.create(folder.resolve("consumer-" + worker), worker - 1)) {
            for (long sequence : sequences) {
                notes.add(kind, 0, sequence, value, START);
            }
        }
    }

    QueueCounters counters(int queue, int copy, long added, long left) {
        return new QueueCounters(queue, copy, "lab.t.q" + (queue + 1), added, added - left, 0, 0, left, 0, 0);
    }

    static Child child(String role, int index) {
        return new Child(
                role, index, role + "-" + index, 100 + index, 1, 500, 300, 20, 5, 1 << 20, 0, 1_000, 3_000, null);
    }

    /** Replaces a child by what it becomes when killed. */
    void kill(String role, int index) {
        processes.replaceAll(child -> child.role().equals(role) && child.index() == index
                ? new Child(
                        role,
                        index,
                        child.folder(),
                        child.pid(),
                        1,
                        1,
                        1,
                        20,
                        1,
                        1,
                        137,
                        0,
                        3_000,
                        "exited with code 137; its last log lines: Killed")
                : child);
    }

    void runDelay(String role, long millis) {
        processes.replaceAll(child -> child.role().equals(role)
                ? new Child(role, child.index(), child.folder(), 1, 1, 1, 1, millis, 1, 1, 0, 0, 3_000, null)
                : child);
    }

    void clockOffset(String role, long offsetNanos, long boundNanos) {
        processes.replaceAll(child -> child.role().equals(role)
                ? new Child(role, child.index(), child.folder(), 1, 1, 1, 1, 1, 1, 1, 0, offsetNanos, boundNanos, null)
                : child);
    }

    /** This process was never heard of again. */
    void goneWithAgent(String role, int index, String why) {
        processes.replaceAll(child -> child.role().equals(role) && child.index() == index
                ? new Child(role, index, child.folder(), 1, 1, 1, 1, 1, 1, 1, null, 0, 3_000, why, role + "-2", 0)
                : child);
    }

    /** Processes of this role ran on another host. */
    void atAgents(String role, long offsetNanos, long boundNanos) {
        processes.replaceAll(child -> child.role().equals(role)
                ? new Child(
                        role,
                        child.index(),
                        child.folder(),
                        1,
                        1,
                        1,
                        1,
                        1,
                        1,
                        1,
                        0,
                        offsetNanos,
                        boundNanos,
                        null,
                        role + "-1",
                        0)
                : child);
    }

    void steadySamples() {
        samples(second -> second * 100, _ -> 3, 0);
    }

    /** One sample each second from the start to a second after the window, sent and received alike. */
    void samples(LongUnaryOperator total, LongUnaryOperator depth, long stolenMillisPerSecond) {
        samples.clear();
        seconds(second -> samples.add(new Sample(
                START + second * 1_000_000_000L,
                List.of(
                        new Sample.ProcessSample(
                                "producer-1", 1, 1, 1, Math.min(MESSAGES, total.applyAsLong(second)), 0, 1, 1, 1),
                        new Sample.ProcessSample(
                                "consumer-1", 1, 1, 1, 0, Math.min(MESSAGES, total.applyAsLong(second)), 1, 1, 1)),
                depth.applyAsLong(second),
                second * 100,
                second * stolenMillisPerSecond)));
    }

    private static void seconds(LongConsumer each) {
        LongStream.rangeClosed(0, 12).forEach(each);
    }

    /** Writes what is not written yet, and judges. */
    TrialResult judge() throws IOException {
        write();
        return TrialJudge.judge(folder);
    }

    void write() throws IOException {
        Files.deleteIfExists(folder.resolve(Sample.FILE));
        try (SampleLog log = SampleLog.create(folder)) {
            for (Sample sample : samples) {
                log.add(sample);
            }
        }
        TrialRecordFile.write(
                folder,
                new TrialRecord(
                        TrialRecord.SCHEMA,
                        "001-durable-1",
                        "durable",
                        Map.of(),
                        1,
                        1,
                        settings,
                        "2026-01-01T00:00:00Z",
                        startNanos,
                        WINDOW,
                        broker,
                        processes,
                        queues,
                        drained,
                        1_000_000,
                        interrupted,
                        problems,
                        events));
    }
}
