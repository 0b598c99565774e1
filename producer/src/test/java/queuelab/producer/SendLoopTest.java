package queuelab.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import queuelab.exchange.control.Arrivals;
import queuelab.exchange.control.Load;
import queuelab.exchange.control.ProducerAssignment;
import queuelab.exchange.control.TrialWindow;
import queuelab.exchange.message.OutgoingBody;
import queuelab.exchange.recording.Latencies;
import queuelab.exchange.recording.LatencyLog;
import queuelab.exchange.recording.LatencyLogReader;
import queuelab.exchange.recording.LedgerKind;
import queuelab.exchange.recording.LedgerReader;
import queuelab.exchange.recording.Measure;
import queuelab.exchange.recording.NoteKind;
import queuelab.exchange.recording.NoteLogReader;
import queuelab.exchange.recording.SequenceLedger;
import queuelab.exchange.transport.SendMode;
import queuelab.exchange.transport.Transport;
import queuelab.exchange.transport.TransportException;

class SendLoopTest {
    private static final long MILLI = 1_000_000;
    private static final long START = -3 * MILLI;
    /** Ten messages of warm-up and twenty measured, at one a millisecond. */
    private static final TrialWindow WINDOW = new TrialWindow(10 * MILLI, 20 * MILLI, 40 * MILLI);

    private static final ProducerAssignment.Sending SENDING = new ProducerAssignment.Sending(3, 1);

    @TempDir
    Path folder;

    private final FakeTime time = new FakeTime(START - 5 * MILLI);
    private boolean confirmed;

    @Test
    void messagesAreSentWhenDueUntilTheWindowEnds() throws Exception {
        FakeSender sender = run(1000, 0, _ -> {});
        assertThat(sender.sent).hasSize(30);
        for (FakeSender.Sent message : sender.sent) {
            assertThat(message.dueNanos()).isEqualTo(START + message.sequence() * MILLI);
            assertThat(message.sentNanos()).isEqualTo(message.dueNanos());
            assertThat(message.attempt()).isEqualTo(1);
        }
        assertThat(ledger(LedgerKind.ATTEMPTED)).isEqualTo(sequences(30));
        assertThat(ledger(LedgerKind.ACKNOWLEDGED)).isEqualTo(sequences(30));
        assertThat(ledger(LedgerKind.REJECTED)).isEmpty();
    }

    @Test
    void messagesBelongToThePhaseTheyAreDueIn() throws Exception {
        run(1000, 0, _ -> {});
        Latencies latencies = LatencyLogReader.read(folder.resolve(LatencyLog.FILE));
        for (Measure measure : List.of(Measure.SCHEDULE_LAG, Measure.SEND_TO_ACK)) {
            assertThat(latencies.warmup(measure).getTotalCount()).isEqualTo(10);
            assertThat(latencies.measured(measure).getTotalCount()).isEqualTo(20);
        }
    }

    @Test
    void aStallShowsAsLagOfEveryMessageItDelayedAndMovesNoDueTime() throws Exception {
        FakeSender sender = run(
                1000,
                0,
                fake -> fake.beforeSend = sequence -> {
                    if (sequence == 15) {
                        time.pause(5 * MILLI);
                    }
                });
        assertThat(sender.sent)
                .extracting(message -> (message.sentNanos() - message.dueNanos()) / MILLI)
                .startsWith(IntStream.range(0, 15).mapToObj(_ -> 0L).toArray(Long[]::new))
                .endsWith(5L, 4L, 3L, 2L, 1L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L);
        Latencies latencies = LatencyLogReader.read(folder.resolve(LatencyLog.FILE));
        assertThat(latencies.measured(Measure.SCHEDULE_LAG).getMaxValue()).isBetween(5 * MILLI, 5_010_000L);
    }

    @Test
    void aMessageIsOnRecordAsAttemptedBeforeItIsSent() throws Exception {
        List<Boolean> attempted = new ArrayList<>();
        run(
                1000,
                0,
                fake -> fake.beforeSend =
                        sequence -> attempted.add(ledger(LedgerKind.ATTEMPTED).contains(sequence)));
        assertThat(attempted).hasSize(30).doesNotContain(false);
    }

    @Test
    void whatIsDueBeforeTheWindowEndsIsSentEvenIfLate() throws Exception {
        FakeSender sender = run(
                1000,
                0,
                fake -> fake.beforeSend = sequence -> {
                    if (sequence == 29) {
                        time.pause(10 * MILLI);
                    }
                });
        assertThat(sender.sent).hasSize(30);
    }

    @Test
    void catchingUpEndsHalfWayThroughTheDrain() throws Exception {
        FakeSender sender = run(1000, 0, fake -> fake.beforeSend = sequence -> time.pause(4 * MILLI));
        // 30 ms of window and 20 ms of drain, 4 ms each
        assertThat(sender.sent).hasSize(13);
        assertThat(ledger(LedgerKind.ATTEMPTED)).isEqualTo(sequences(13));
    }

    @Test
    void saturatingSendsAsFastAsItIsLetAndMeasuresByDueTime() throws Exception {
        FakeSender sender = run(0, 0, fake -> fake.beforeSend = sequence -> time.pause(MILLI / 2));
        assertThat(sender.sent).hasSize(60);
        Latencies latencies = LatencyLogReader.read(folder.resolve(LatencyLog.FILE));
        assertThat(latencies.warmup(Measure.SCHEDULE_LAG).getTotalCount()).isEqualTo(20);
        assertThat(latencies.measured(Measure.SCHEDULE_LAG).getTotalCount()).isEqualTo(40);
    }

    @Test
    void transactionsAreCommittedWhenFullAndAtTheEnd() throws Exception {
        FakeSender sender = run(1000, 8, _ -> {});
        assertThat(sender.commits).containsExactly(8, 8, 8, 6);
        assertThat(ledger(LedgerKind.ACKNOWLEDGED)).isEqualTo(sequences(30));
    }

    @Test
    void rejectedMessagesAreOnRecordWithANote() throws Exception {
        run(1000, 0, fake -> fake.rejects = sequence -> sequence % 10 == 4);
        assertThat(ledger(LedgerKind.REJECTED)).containsExactly(4L, 14L, 24L);
        assertThat(ledger(LedgerKind.ACKNOWLEDGED)).hasSize(27).doesNotContain(4L, 14L, 24L);
        List<Long> noted = new ArrayList<>();
        NoteLogReader.read(folder.resolve("notes-t3.notes"), (note, _) -> {
            assertThat(note.kind()).isEqualTo(NoteKind.REJECTED);
            assertThat(note.producer()).isEqualTo(3);
            noted.add(note.sequence());
        });
        assertThat(noted).containsExactly(4L, 14L, 24L);
    }

    @Test
    void whatIsUnconfirmedIsAwaitedUntilTheDrainsDeadline() throws Exception {
        FakeSender sender = run(1000, 0, fake -> fake.confirms = false);
        assertThat(sender.awaited).hasMillis(40);
        assertThat(confirmed).isFalse();
        assertThat(ledger(LedgerKind.ATTEMPTED)).hasSize(30);
        assertThat(ledger(LedgerKind.ACKNOWLEDGED)).isEmpty();
    }

    @Test
    void aBrokenTransportEndsTheLoopAndLeavesTheMessageIndeterminate() {
        assertThatThrownBy(() -> run(1000, 0, fake -> fake.breaksAt = 12))
                .isInstanceOf(TransportException.class)
                .hasMessage("the fake broke at message 12");
        assertThat(ledger(LedgerKind.ATTEMPTED)).isEqualTo(sequences(13));
        assertThat(ledger(LedgerKind.ACKNOWLEDGED)).isEqualTo(sequences(12));
    }

    private FakeSender run(double perSecond, int commitEvery, Consumer<FakeSender> prepare)
            throws IOException, TransportException {
        LatencyLog latencies = LatencyLog.create(folder, Set.of(Measure.SCHEDULE_LAG, Measure.SEND_TO_ACK));
        Confirmations confirmations = new Confirmations(folder, SENDING, latencies.recorder(Measure.SEND_TO_ACK));
        FakeSender sender =
                new FakeSender(new Transport.Sending(3, 1, SendMode.ASYNC, 100, commitEvery > 0, false), confirmations);
        prepare.accept(sender);
        SendParts parts = new SendParts(
                sender,
                confirmations,
                SequenceLedger.create(folder, LedgerKind.ATTEMPTED, 3, 1, 0, 3),
                latencies.recorder(Measure.SCHEDULE_LAG),
                new OutgoingBody(3, 100, 42));
        Pacer pacer = new Pacer(0, 1, new Load(perSecond), Arrivals.EVEN, 42, START, time::nanos);
        try {
            confirmed = new SendLoop(parts, pacer, WINDOW, START, commitEvery, time).run(sender);
        } finally {
            parts.closeRecordings();
            latencies.close();
        }
        return sender;
    }

    private List<Long> ledger(LedgerKind kind) {
        try (LedgerReader ledger = LedgerReader.open(folder.resolve(kind.word() + "-p3-q1-c0-t3.bits"))) {
            return LongStream.range(0, 1000).filter(ledger::contains).boxed().toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Long> sequences(int count) {
        return LongStream.range(0, count).boxed().toList();
    }

    /** Passes only while someone waits. */
    private static final class FakeTime implements Time {
        private long now;

        FakeTime(long now) {
            this.now = now;
        }

        @Override
        public long nanos() {
            return now;
        }

        @Override
        public void pause(long nanos) {
            now += nanos;
        }
    }
}
