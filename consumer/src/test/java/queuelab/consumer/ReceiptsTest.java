package queuelab.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import queuelab.exchange.control.ConsumerAssignment;
import queuelab.exchange.control.Work;
import queuelab.exchange.message.OutgoingBody;
import queuelab.exchange.recording.Latencies;
import queuelab.exchange.recording.LatencyLog;
import queuelab.exchange.recording.LatencyLogReader;
import queuelab.exchange.recording.LatencyRecorder;
import queuelab.exchange.recording.LedgerKind;
import queuelab.exchange.recording.LedgerReader;
import queuelab.exchange.recording.Measure;
import queuelab.exchange.recording.Note;
import queuelab.exchange.recording.NoteKind;
import queuelab.exchange.recording.NoteLogReader;
import queuelab.exchange.transport.AckMode;
import queuelab.exchange.transport.HandlingFailed;

class ReceiptsTest {
    private static final long START = -500;

    @TempDir
    Path folder;

    private final List<OutgoingBody> producers = List.of(body(0), body(1), body(2));
    private final List<Throwable> broken = new ArrayList<>();
    private Work work = Work.NONE;
    private ConsumerAssignment.Lock lock = ConsumerAssignment.Lock.NONE;
    private long clockNanos = 60;
    private LatencyLog log;
    private Receipts receipts;

    @AfterEach
    void close() throws IOException {
        if (receipts != null) {
            receipts.close();
            log.close();
        }
    }

    @Test
    void aCopyIsReceivedBeforeAndConsumedAfterItsAcknowledgement() throws Exception {
        open(AckMode.INDIVIDUAL);
        receive(1, 7);
        assertThat(ledger(LedgerKind.RECEIVED, 1)).containsExactly(7L);
        assertThat(ledger(LedgerKind.CONSUMED, 1)).isEmpty();
        receipts.acknowledged(100);
        assertThat(ledger(LedgerKind.CONSUMED, 1)).containsExactly(7L);
        assertThat(notes()).isEmpty();
    }

    @Test
    void ledgersAreMadeOnlyForProducersThatWereHeardOf() throws Exception {
        open(AckMode.AUTO);
        receive(2, 0);
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "received-p2-q1-c2-t5.bits",
                            "consumed-p2-q1-c2-t5.bits",
                            "notes-t5.notes",
                            LatencyLog.FILE);
        }
    }

    @Test
    void aCommitConsumesTheWholeTransactionAndNothingElse() throws Exception {
        open(AckMode.TRANSACTED);
        for (int sequence = 0; sequence < 200; sequence++) {
            receive(sequence % 2, sequence / 2);
        }
        receipts.acknowledged(100);
        receive(0, 100);
        assertThat(ledger(LedgerKind.CONSUMED, 0)).isEqualTo(sequences(100));
        assertThat(ledger(LedgerKind.CONSUMED, 1)).isEqualTo(sequences(100));
        assertThat(ledger(LedgerKind.RECEIVED, 0)).isEqualTo(sequences(101));
    }

    @Test
    void whatWasRolledBackIsReceivedButNotConsumedUntilItComesAgain() throws Exception {
        open(AckMode.TRANSACTED);
        receive(0, 0);
        receive(0, 1);
        receipts.rolledBack();
        receipts.acknowledged(100);
        assertThat(ledger(LedgerKind.RECEIVED, 0)).isEqualTo(sequences(2));
        assertThat(ledger(LedgerKind.CONSUMED, 0)).isEmpty();
        receiveAgain(0, 0);
        receipts.acknowledged(200);
        assertThat(ledger(LedgerKind.CONSUMED, 0)).containsExactly(0L);
        assertThat(notes()).extracting(Note::kind).containsExactly(NoteKind.DUPLICATE, NoteKind.REDELIVERED);
    }

    @Test
    void aSecondCopyOfTheSameIdIsADuplicate() throws Exception {
        open(AckMode.AUTO);
        receive(1, 3);
        receive(1, 3);
        assertThat(notes()).containsExactly(new Note(NoteKind.DUPLICATE, 1, 3, 1, 60));
    }

    @Test
    void aRedeliveryThatThisThreadSeesForTheFirstTimeIsNoDuplicate() throws Exception {
        open(AckMode.AUTO);
        receiveAgain(1, 3);
        assertThat(notes()).containsExactly(new Note(NoteKind.REDELIVERED, 1, 3, 1, 60));
    }

    @Test
    void aCopyBehindAHigherOneOfItsProducerIsOutOfOrderUnlessRedelivered() throws Exception {
        open(AckMode.AUTO);
        receive(0, 5);
        receive(1, 4);
        receive(0, 3);
        receive(0, 6);
        receiveAgain(0, 2);
        assertThat(notes())
                .containsExactly(
                        new Note(NoteKind.OUT_OF_ORDER, 0, 3, 5, 60), new Note(NoteKind.REDELIVERED, 0, 2, 1, 60));
    }

    @Test
    void aDamagedPayloadIsNotedWithItsIdAndIsNoReceipt() throws Exception {
        open(AckMode.AUTO);
        byte[] damaged = stamped(1, 3, 10, 20).clone();
        damaged[damaged.length - 1] ^= 1;
        receipts.received(ByteBuffer.wrap(damaged), 60, false);
        receipts.acknowledged(100);
        assertThat(notes()).containsExactly(new Note(NoteKind.CORRUPT, 1, 3, damaged.length, 60));
        assertThat(folder.resolve("received-p1-q1-c2-t5.bits")).doesNotExist();
        assertThat(receipts.received()).isEqualTo(1);
    }

    @Test
    void aTruncatedOrForeignBodyIsNotedWithoutAnId() throws Exception {
        open(AckMode.AUTO);
        receipts.received(ByteBuffer.wrap(Arrays.copyOf(stamped(1, 3, 10, 20), 20)), 60, false);
        receipts.received(ByteBuffer.allocate(0), 61, false);
        receipts.received(ByteBuffer.allocate(500), 62, false);
        assertThat(notes())
                .containsExactly(
                        new Note(NoteKind.CORRUPT, -1, -1, 20, 60),
                        new Note(NoteKind.CORRUPT, -1, -1, 0, 61),
                        new Note(NoteKind.CORRUPT, -1, -1, 500, 62));
    }

    @Test
    void aProducerThatTheTrialDoesNotHaveIsUnexpected() throws Exception {
        open(AckMode.AUTO);
        OutgoingBody stranger = body(3);
        stranger.stamp(9, 1, 10, 20);
        receipts.received(ByteBuffer.wrap(stranger.bytes()), 60, false);
        assertThat(notes()).containsExactly(new Note(NoteKind.UNEXPECTED, 3, 9, 3, 60));
    }

    @Test
    void aLatencyThatCannotBeIsNotedAndNotRecorded() throws Exception {
        open(AckMode.AUTO);
        receipts.received(ByteBuffer.wrap(stamped(0, 0, 10, 70)), 60, false);
        long hour = LatencyRecorder.LONGEST_NANOS;
        receipts.received(ByteBuffer.wrap(stamped(0, 1, 60 - hour - 1, 50)), 60, false);
        assertThat(notes())
                .containsExactly(
                        new Note(NoteKind.INVALID_SAMPLE, 0, 0, -10, 60),
                        new Note(NoteKind.INVALID_SAMPLE, 0, 1, hour + 1, 60));
        assertThat(log.invalidSamples()).isEqualTo(2);
    }

    @Test
    void latenciesAreKeptApartByMeasureAndPhaseAndOncePerId() throws Exception {
        open(AckMode.CLIENT);
        clockNanos = START + 1500;
        receipts.received(ByteBuffer.wrap(stamped(0, 0, START + 999, START + 1200)), START + 1300, false);
        receipts.received(ByteBuffer.wrap(stamped(0, 1, START + 1000, START + 1200)), START + 1300, false);
        receipts.received(ByteBuffer.wrap(stamped(0, 1, START + 1000, START + 1200)), START + 1300, true);
        receipts.acknowledged(START + 1800);
        log.close();
        Latencies latencies = LatencyLogReader.read(folder.resolve(LatencyLog.FILE));
        assertThat(latencies.warmup(Measure.DUE_TO_RECEIVE).getMaxValue()).isEqualTo(301);
        assertThat(latencies.measured(Measure.DUE_TO_RECEIVE).getMaxValue()).isEqualTo(300);
        assertThat(latencies.measured(Measure.DUE_TO_RECEIVE).getTotalCount()).isEqualTo(1);
        assertThat(latencies.measured(Measure.SEND_TO_RECEIVE).getMaxValue()).isEqualTo(100);
        assertThat(latencies.measured(Measure.SEND_TO_RECEIVE).getTotalCount()).isEqualTo(1);
        assertThat(latencies.measured(Measure.RECEIVE_TO_CONSUMED).getMaxValue())
                .isEqualTo(500);
        assertThat(latencies.warmup(Measure.RECEIVE_TO_CONSUMED).getTotalCount())
                .isEqualTo(1);
        assertThat(latencies.measured(Measure.HANDLING).getTotalCount())
                .as("every copy keeps its thread busy, a second one of an id too")
                .isEqualTo(2);
        assertThat(latencies.measured(Measure.HANDLING).getMaxValue()).isEqualTo(200);
        assertThat(latencies.measured(Measure.LOCK_WAIT).getTotalCount()).isZero();
    }

    @Test
    void whereThereIsALockTheWaitForItIsRecordedBesideTheHandling() throws Exception {
        work = new Work(Work.Kind.SLEEP, 1, false);
        lock = ConsumerAssignment.Lock.PROCESS;
        clockNanos = START + 1500;
        open(AckMode.AUTO);
        receipts.received(ByteBuffer.wrap(stamped(0, 0, START + 1000, START + 1200)), START + 1300, false);
        log.close();
        Latencies latencies = LatencyLogReader.read(folder.resolve(LatencyLog.FILE));
        assertThat(latencies.measured(Measure.HANDLING).getTotalCount()).isEqualTo(1);
        assertThat(latencies.measured(Measure.LOCK_WAIT).getTotalCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTO", "DUPS_OK", "PRE"})
    void whereTheAcknowledgementCannotBeSeenItsTimeIsNotRecorded(AckMode ack) throws Exception {
        open(ack);
        receive(0, 0);
        receipts.acknowledged(100);
        log.close();
        Latencies latencies = LatencyLogReader.read(folder.resolve(LatencyLog.FILE));
        assertThat(latencies.measured(Measure.RECEIVE_TO_CONSUMED).getTotalCount())
                .isZero();
        assertThat(latencies.warmup(Measure.RECEIVE_TO_CONSUMED).getTotalCount())
                .isZero();
        assertThat(ledger(LedgerKind.CONSUMED, 0)).containsExactly(0L);
    }

    @Test
    void failuresOnPurposeAreNotedAndAboutAsManyAsAsked() throws Exception {
        open(Assignments.failing(folder, AckMode.TRANSACTED, 0.2, 0.1));
        int thrown = 0;
        int rolledBack = 0;
        for (int sequence = 0; sequence < 10_000; sequence++) {
            try {
                receive(0, sequence);
            } catch (HandlingFailed failure) {
                if (failure.rollback()) {
                    rolledBack++;
                } else {
                    thrown++;
                }
            }
        }
        // the seed is fixed, so this passes always or never
        assertThat(thrown).isBetween(1900, 2100);
        assertThat(rolledBack).isBetween(900, 1100);
        List<Note> notes = notes();
        assertThat(notes).extracting(Note::kind).containsOnly(NoteKind.FAILED);
        assertThat(notes.stream().filter(note -> note.value() == 0)).hasSize(thrown);
        assertThat(notes.stream().filter(note -> note.value() == 1)).hasSize(rolledBack);
    }

    /** In client and transacted mode the transport's next acknowledgement covers a copy whose handling threw. */
    @Test
    void aCopyWhoseHandlingThrewIsConsumedByTheNextAcknowledgement() throws Exception {
        open(Assignments.failing(folder, AckMode.TRANSACTED, 1, 0));
        assertThatThrownBy(() -> receive(0, 0)).isInstanceOf(HandlingFailed.class);
        assertThat(ledger(LedgerKind.CONSUMED, 0)).isEmpty();
        receipts.acknowledged(100);
        assertThat(ledger(LedgerKind.CONSUMED, 0)).containsExactly(0L);
    }

    @Test
    void aBrokenTransportIsToldOn() throws Exception {
        open(AckMode.AUTO);
        IOException cause = new IOException("gone");
        receipts.broken(cause);
        assertThat(broken).containsExactly(cause);
    }

    private void open(AckMode ack) throws IOException {
        open(Assignments.plain(folder, ack));
    }

    private void open(ConsumerAssignment assignment) throws IOException {
        log = LatencyLog.create(folder, ReceiptLatencies.MEASURES);
        receipts = new Receipts(
                assignment,
                assignment.threads().getFirst(),
                START,
                new Workshop(work, lock, () -> clockNanos),
                log,
                broken::add);
    }

    private void receive(int producer, long sequence) throws HandlingFailed {
        receipts.received(ByteBuffer.wrap(stamped(producer, sequence, 10, 20)), 60, false);
    }

    private void receiveAgain(int producer, long sequence) throws HandlingFailed {
        receipts.received(ByteBuffer.wrap(stamped(producer, sequence, 10, 20)), 60, true);
    }

    private byte[] stamped(int producer, long sequence, long dueNanos, long sentNanos) {
        OutgoingBody body = producers.get(producer);
        body.stamp(sequence, 1, dueNanos, sentNanos);
        return body.bytes();
    }

    private static OutgoingBody body(int producer) {
        return new OutgoingBody(producer, 100, 42);
    }

    private List<Note> notes() throws IOException {
        List<Note> notes = new ArrayList<>();
        NoteLogReader.read(folder.resolve("notes-t5.notes"), (note, _) -> notes.add(note));
        return notes;
    }

    private List<Long> ledger(LedgerKind kind, int producer) throws IOException {
        Path file = folder.resolve(kind.word() + "-p" + producer + "-q1-c2-t5.bits");
        try (LedgerReader ledger = LedgerReader.open(file)) {
            return LongStream.range(0, 20_000).filter(ledger::contains).boxed().toList();
        }
    }

    private static List<Long> sequences(int count) {
        return LongStream.range(0, count).boxed().toList();
    }
}
