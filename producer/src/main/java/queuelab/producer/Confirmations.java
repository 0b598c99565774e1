package queuelab.producer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import queuelab.exchange.control.ProducerAssignment;
import queuelab.exchange.control.Urgency;
import queuelab.exchange.message.LabClock;
import queuelab.exchange.recording.LatencyRecorder;
import queuelab.exchange.recording.LedgerKind;
import queuelab.exchange.recording.NoteKind;
import queuelab.exchange.recording.NoteLog;
import queuelab.exchange.recording.SequenceLedger;
import queuelab.exchange.transport.SendListener;

/**
 * Records the fate of one sending thread's messages. Owned by whichever thread the transport calls it on, one at a time. Allocates nothing
 * for an acknowledgement, but where its latency is longer by far than all before.
 */
final class Confirmations implements SendListener, AutoCloseable {
    private static final int REASONS_TOLD = 3;

    /** Asked for once by each thread that the transport lends: it measures too. */
    private static final ThreadLocal<Boolean> URGENT = ThreadLocal.withInitial(Urgency.MEASURING::take);

    private final int producer;
    private final SequenceLedger acknowledgedLedger;
    private final SequenceLedger rejectedLedger;
    private final NoteLog notes;
    private final LatencyRecorder sendToAck;
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();

    /** Due times grow with the sequence, so this one number tells measured messages from the warm-up. */
    private volatile long firstMeasured = Long.MAX_VALUE;

    Confirmations(Path folder, ProducerAssignment.Sending sending, LatencyRecorder sendToAck) throws IOException {
        this.producer = sending.producer();
        this.sendToAck = sendToAck;
        acknowledgedLedger =
                SequenceLedger.create(folder, LedgerKind.ACKNOWLEDGED, producer, sending.queue(), 0, producer);
        rejectedLedger = SequenceLedger.create(folder, LedgerKind.REJECTED, producer, sending.queue(), 0, producer);
        notes = NoteLog.create(folder, producer);
    }

    /** The sending thread is about to send the first message that was due inside the measured window. */
    void measureFrom(long sequence) {
        firstMeasured = sequence;
    }

    @Override
    public void acknowledged(long sequence, long sentNanos, long acknowledgedNanos) {
        URGENT.get();
        acknowledgedLedger.add(sequence);
        long latencyNanos = acknowledgedNanos - sentNanos;
        if (!sendToAck.record(latencyNanos, sequence >= firstMeasured)) {
            notes.add(NoteKind.INVALID_SAMPLE, producer, sequence, latencyNanos, acknowledgedNanos);
        }
        acknowledged.lazySet(acknowledged.getPlain() + 1);
    }

    @Override
    public void rejected(long sequence, String reason) {
        rejectedLedger.add(sequence);
        notes.add(NoteKind.REJECTED, producer, sequence, 0, LabClock.nanoTime());
        if (rejected.getPlain() < REASONS_TOLD) {
            System.err.println("producer " + producer + ": message " + sequence + " was rejected: " + reason);
        }
        rejected.lazySet(rejected.getPlain() + 1);
    }

    /** How many were acknowledged; any thread. */
    long acknowledged() {
        return acknowledged.get();
    }

    /** How many were rejected; any thread. */
    long rejected() {
        return rejected.get();
    }

    /** Closes the recordings, once the sender is closed and calls no more. */
    @Override
    public void close() throws IOException {
        acknowledgedLedger.close();
        rejectedLedger.close();
        notes.close();
    }
}
