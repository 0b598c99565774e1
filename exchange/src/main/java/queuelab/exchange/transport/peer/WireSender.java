package queuelab.exchange.transport.peer;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.message.LabClock;
import queuelab.exchange.transport.SendListener;
import queuelab.exchange.transport.SendMode;
import queuelab.exchange.transport.Sender;
import queuelab.exchange.transport.TransportException;

/**
 * Sends over a {@link Wire}. Owned by its producer thread; a thread of its own reads the receiver's confirmations. Neither allocates
 * anything for a message or takes a lock of ours.
 */
public final class WireSender implements Sender {
    private static final Duration CLOSING = Duration.ofSeconds(1);

    private final Wire wire;
    private final boolean blocking;
    private final FrameWriter writer;
    private final Unconfirmed unconfirmed;
    private final Thread confirming;
    private volatile boolean closing;

    /** Over a wire that is open at both ends; closes it with itself. */
    public WireSender(Wire wire, SendMode mode, int inFlight, SendListener listener) {
        this.wire = wire;
        this.blocking = mode == SendMode.BLOCKING;
        this.writer = new FrameWriter(wire.out());
        this.unconfirmed = new Unconfirmed(inFlight, listener);
        this.confirming = Thread.ofPlatform().daemon().name("confirmations").start(this::readConfirmations);
    }

    @Override
    public void send(byte[] body, int length, long sequence, Stamping stamping) throws TransportException {
        unconfirmed.awaitPlace();
        unconfirmed.add(sequence, stamping.stamp(body, sequence));
        try {
            writer.write(body, length);
        } catch (IOException e) {
            throw unconfirmed.because("the receiver no longer takes messages from " + wire.name(), e);
        }
        if (blocking) {
            unconfirmed.awaitAll();
        }
    }

    @Override
    public void commit() {}

    @Override
    public boolean awaitConfirmations(Duration deadline) throws TransportException {
        return unconfirmed.awaitAll(deadline);
    }

    @Override
    public void close() throws TransportException {
        closing = true;
        try {
            wire.close();
            if (!confirming.join(CLOSING)) {
                throw new TransportException("reading the confirmations of " + wire.name() + " does not end", null);
            }
        } catch (IOException e) {
            throw new TransportException("closing " + wire.name() + " failed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            unconfirmed.close();
        }
    }

    private void readConfirmations() {
        var reader = new FrameReader(wire.in());
        try {
            for (long count = reader.nextConfirmation(); count >= 0; count = reader.nextConfirmation()) {
                unconfirmed.confirmUpTo(count, LabClock.nanoTime());
            }
            breakOff("it closed the connection", null);
        } catch (IOException e) {
            breakOff(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            unconfirmed.breakOff(new TransportException("taking note of a confirmation failed: " + e.getMessage(), e));
        }
    }

    private void breakOff(String why, @Nullable Throwable cause) {
        if (!closing) {
            unconfirmed.breakOff(new TransportException(
                    "the receiver at the other end of " + wire.name() + " is gone: " + why, cause));
        }
    }
}
