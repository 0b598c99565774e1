package queuelab.exchange.transport.peer;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.message.LabClock;
import queuelab.exchange.transport.DeliveryListener;
import queuelab.exchange.transport.HandlingFailed;
import queuelab.exchange.transport.Receiver;
import queuelab.exchange.transport.TransportException;

/**
 * Receives over a {@link Wire}, on a thread of its own, and confirms what was handled. Allocates nothing for a message and takes no lock.
 *
 * <p>Confirmations are lazy: one goes out when no further message is here, so that it delays none, or after {@value #MOST_UNTOLD} messages
 * or {@value #LONGEST_UNTOLD_NANOS} ns, so that a busy or slow consumer does not keep its producer waiting.
 */
public final class WireReceiver implements Receiver {
    private static final int MOST_UNTOLD = 64;
    private static final long LONGEST_UNTOLD_NANOS = 200_000;
    private static final Duration CLOSING = Duration.ofSeconds(1);

    private final Opening<Wire> opening;
    private volatile boolean stopping;
    private volatile @Nullable Wire wire;
    private @Nullable Thread thread;

    /** Over a wire that may still be opening; closes it with itself. */
    public WireReceiver(Opening<Wire> opening) {
        this.opening = opening;
    }

    @Override
    public void start(DeliveryListener listener) {
        thread = Thread.ofPlatform().daemon().name("receiver").start(() -> receive(listener));
    }

    @Override
    public boolean stop(Duration deadline) throws TransportException {
        Thread receiving = thread;
        if (receiving == null || !receiving.isAlive()) {
            return true;
        }
        stopping = true;
        Wire open = wire;
        try {
            if (open != null) {
                open.endingInput().end(); // the thread may be waiting for a message
            } else {
                opening.cancel();
            }
            return receiving.join(deadline.isZero() ? Duration.ofNanos(1) : deadline);
        } catch (IOException e) {
            throw new TransportException("stopping to receive failed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() throws TransportException {
        try {
            if (!stop(CLOSING)) {
                throw new TransportException("the receiver was still handling a message when it was closed", null);
            }
        } finally {
            opening.cancel(); // closes it, where it is open
        }
    }

    private void receive(DeliveryListener listener) {
        try {
            Wire opened = opening.await();
            wire = opened;
            new Confirming(opened, listener).receive();
        } catch (HandlingFailed e) {
            listener.broken(new TransportException("a message that was refused cannot be handed out again", e));
        } catch (IOException | TransportException | RuntimeException e) {
            if (!stopping || e instanceof RuntimeException) {
                listener.broken(e);
            }
        }
    }

    /** What the receiving thread works with. */
    private final class Confirming {
        private final Wire open;
        private final DeliveryListener listener;
        private final FrameReader reader;
        private final FrameWriter confirmations;
        private long handled;
        private long told;
        private long untoldSinceNanos;

        Confirming(Wire open, DeliveryListener listener) {
            this.open = open;
            this.listener = listener;
            this.reader = new FrameReader(open.in());
            this.confirmations = new FrameWriter(open.out());
        }

        void receive() throws IOException, HandlingFailed, TransportException {
            try {
                while (!stopping && reader.next()) {
                    long receivedNanos = LabClock.nanoTime();
                    if (handled == told) {
                        untoldSinceNanos = receivedNanos;
                    }
                    listener.received(reader.body(), receivedNanos, false);
                    handled++;
                    if (!reader.holdsAnother()
                            || handled - told >= MOST_UNTOLD
                            || LabClock.nanoTime() - untoldSinceNanos > LONGEST_UNTOLD_NANOS) {
                        confirm();
                    }
                }
                confirm();
            } catch (IOException e) {
                throw new TransportException(
                        "the sender at the other end of " + open.name() + " is gone: " + e.getMessage(), e);
            }
        }

        /** A sender that is gone takes no confirmation, and what it sent before is still to be received: reading will tell. */
        private void confirm() {
            if (handled == told) {
                return;
            }
            try {
                confirmations.writeConfirmation(handled);
            } catch (IOException e) {
                return;
            }
            told = handled;
            listener.acknowledged(LabClock.nanoTime());
        }
    }
}
