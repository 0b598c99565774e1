package queuelab.consumer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.control.ConsumerAssignment;
import queuelab.exchange.control.Urgency;
import queuelab.exchange.message.IncomingBody;
import queuelab.exchange.message.LabClock;
import queuelab.exchange.recording.LatencyLog;
import queuelab.exchange.recording.LatencyRecorder;
import queuelab.exchange.recording.NoteKind;
import queuelab.exchange.recording.NoteLog;
import queuelab.exchange.transport.DeliveryListener;
import queuelab.exchange.transport.HandlingFailed;

/**
 * Accounts for every copy that one consuming thread is handed, before it is acknowledged, and does the work. Owned by the thread the
 * transport calls it on. A copy costs no allocation and no lock of ours, but for the first of a producer, growth, and failures on purpose.
 *
 * <p>A copy that cannot be trusted (damaged, or of no producer of this trial) is noted, acknowledged and otherwise ignored: it is no receipt of
 * anything. Latency is recorded once for each id that this thread receives, so that its count is the ledger's.
 */
final class Receipts implements DeliveryListener, AutoCloseable {
    /** Spreads neighbouring consumer numbers over the generator's seeds: 2⁶⁴ divided by the golden ratio. */
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** A pause between two copies that is worth a note: it tells afterwards when nothing was delivered. */
    private static final long SILENCE_NANOS = 100_000_000;

    /** Asked for once by each thread that the transport lends. */
    private static final ThreadLocal<Boolean> URGENT = ThreadLocal.withInitial(Urgency.MEASURING::take);

    private final ConsumerAssignment assignment;
    private final ConsumerAssignment.Receiving receiving;
    private final long startNanos;
    private final Consumer<Throwable> whenBroken;
    private final NoteLog notes;
    private final ReceiptLatencies latencies;
    private final Labour labour;
    private final Mishap mishap;
    private final boolean seesAcknowledgement;
    private final Workshop workshop;
    private final @Nullable Origin[] origins;
    private final IncomingBody body = new IncomingBody();
    private final Pending pending = new Pending();
    private final AtomicLong received = new AtomicLong();
    private final Pending.Copy consuming = this::consume;
    /** Of the acknowledgement under way. */
    private long acknowledgedNanos;
    /** When the copy before came; when this was made, before the first. */
    private long lastReceivedNanos = LabClock.nanoTime();

    /**
     * Opens the recordings of one thread.
     *
     * @param startNanos the trial's common start
     * @param whenBroken told, on any thread, when the transport broke under the receiver
     */
    Receipts(
            ConsumerAssignment assignment,
            ConsumerAssignment.Receiving receiving,
            long startNanos,
            Workshop workshop,
            LatencyLog log,
            Consumer<Throwable> whenBroken)
            throws IOException {
        this.assignment = assignment;
        this.receiving = receiving;
        this.startNanos = startNanos;
        this.whenBroken = whenBroken;
        var random = new SplittableRandom(assignment.seed() + GOLDEN * (receiving.consumer() + 1));
        labour = new Labour(workshop, random.split());
        this.workshop = workshop;
        mishap = new Mishap(assignment, random.split());
        origins = new Origin[assignment.producers()];
        latencies = ReceiptLatencies.of(log);
        notes = NoteLog.create(Path.of(assignment.recordings()), receiving.consumer());
        seesAcknowledgement = switch (assignment.ack()) {
            case CLIENT, INDIVIDUAL, TRANSACTED -> true;
            // told late, or of an acknowledgement that came before the copy
            case AUTO, DUPS_OK, PRE -> false;
        };
    }

    @Override
    public void received(ByteBuffer copy, long receivedNanos, boolean redelivered) throws HandlingFailed {
        URGENT.get();
        received.lazySet(received.getPlain() + 1);
        if (!trust(copy, receivedNanos)) {
            return;
        }
        noteSilence(receivedNanos);
        int producer = body.producer();
        long sequence = body.sequence();
        boolean measured = assignment.window().measures(startNanos, body.dueNanos());
        Origin origin = origin(producer);
        boolean first = origin.receive(sequence);
        noteIrregularities(origin, first, redelivered, receivedNanos);
        if (first) {
            record(latencies.dueToReceive(), receivedNanos - body.dueNanos(), measured, receivedNanos);
            record(latencies.sendToReceive(), receivedNanos - body.sentNanos(), measured, receivedNanos);
        }
        pending.add(producer, sequence, receivedNanos, measured);
        handle(measured, receivedNanos);
        end(producer, sequence, receivedNanos);
    }

    @Override
    public void acknowledged(long atNanos) {
        acknowledgedNanos = atNanos;
        pending.settle(consuming);
    }

    @Override
    public void rolledBack() {
        pending.forget();
    }

    @Override
    public void broken(Throwable cause) {
        whenBroken.accept(cause);
    }

    /** How many copies were handed over, whatever they were worth; any thread. */
    long received() {
        return received.get();
    }

    /** Closes the recordings, once no more calls come. */
    @Override
    public void close() throws IOException {
        long now = LabClock.nanoTime();
        if (now - lastReceivedNanos >= SILENCE_NANOS) {
            notes.add(NoteKind.SILENCE, -1, -1, now - lastReceivedNanos, now);
        }
        for (Origin origin : origins) {
            if (origin != null) {
                origin.close();
            }
        }
        notes.close();
    }

    /** Works, and records how long the copy kept this thread busy from the moment it came. */
    private void handle(boolean measured, long receivedNanos) {
        long waitedNanos = labour.perform();
        record(latencies.handling(), workshop.nanos() - receivedNanos, measured, receivedNanos);
        if (workshop.hasLock()) {
            record(latencies.lockWait(), waitedNanos, measured, receivedNanos);
        }
    }

    private boolean trust(ByteBuffer copy, long receivedNanos) {
        switch (body.read(copy)) {
            case UNREADABLE, PAYLOAD_DAMAGED -> {
                notes.add(NoteKind.CORRUPT, body.producer(), body.sequence(), copy.limit(), receivedNanos);
                return false;
            }
            case INTACT -> {}
        }
        int producer = body.producer();
        if (producer < 0 || producer >= origins.length || body.sequence() < 0) {
            notes.add(NoteKind.UNEXPECTED, producer, body.sequence(), producer, receivedNanos);
            return false;
        }
        return true;
    }

    private void noteSilence(long receivedNanos) {
        long silenceNanos = receivedNanos - lastReceivedNanos;
        lastReceivedNanos = receivedNanos;
        if (silenceNanos >= SILENCE_NANOS) {
            note(NoteKind.SILENCE, silenceNanos, receivedNanos);
        }
    }

    private void noteIrregularities(Origin origin, boolean first, boolean redelivered, long receivedNanos) {
        long highest = origin.highestBefore(body.sequence());
        if (!first) {
            note(NoteKind.DUPLICATE, body.attempt(), receivedNanos);
        }
        if (redelivered) {
            note(NoteKind.REDELIVERED, body.attempt(), receivedNanos);
        } else if (body.sequence() < highest) {
            note(NoteKind.OUT_OF_ORDER, highest, receivedNanos);
        }
    }

    private void end(int producer, long sequence, long receivedNanos) throws HandlingFailed {
        switch (mishap.next()) {
            case WELL -> {}
            case THROWN -> {
                notes.add(NoteKind.FAILED, producer, sequence, 0, receivedNanos);
                throw new HandlingFailed(false);
            }
            case ROLLED_BACK -> {
                notes.add(NoteKind.FAILED, producer, sequence, 1, receivedNanos);
                throw new HandlingFailed(true);
            }
        }
    }

    private void consume(int producer, long sequence, long receivedNanos, boolean measured) {
        origin(producer).consume(sequence);
        if (seesAcknowledgement) {
            long latencyNanos = acknowledgedNanos - receivedNanos;
            if (!latencies.receiveToConsumed().record(latencyNanos, measured)) {
                notes.add(NoteKind.INVALID_SAMPLE, producer, sequence, latencyNanos, acknowledgedNanos);
            }
        }
    }

    private void record(LatencyRecorder recorder, long nanos, boolean measured, long receivedNanos) {
        if (!recorder.record(nanos, measured)) {
            note(NoteKind.INVALID_SAMPLE, nanos, receivedNanos);
        }
    }

    private void note(NoteKind kind, long value, long atNanos) {
        notes.add(kind, body.producer(), body.sequence(), value, atNanos);
    }

    private Origin origin(int producer) {
        Origin known = origins[producer];
        if (known != null) {
            return known;
        }
        try {
            Origin origin = new Origin(Path.of(assignment.recordings()), producer, receiving);
            origins[producer] = origin;
            return origin;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot record what producer " + producer + " sent: " + e.getMessage(), e);
        }
    }
}
