package queuelab.exchange.transport.sharedmemory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.ringbuffer.RingBuffer;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.machine.TimerSlack;
import queuelab.exchange.message.LabClock;
import queuelab.exchange.transport.DeliveryListener;
import queuelab.exchange.transport.HandlingFailed;
import queuelab.exchange.transport.Receiver;
import queuelab.exchange.transport.SharedMemorySpec.Waiting;
import queuelab.exchange.transport.TransportException;

/**
 * Takes messages out of the ring, on a thread of its own, and counts each as handled when the listener returned. Copies a message once;
 * allocates only to grow, and takes no lock.
 */
final class SharedMemoryReceiver implements Receiver {
    private static final Duration CLOSING = Duration.ofSeconds(1);

    private final SharedRing shared;
    private final Waiting waiting;
    private volatile boolean stopping;
    private @Nullable Thread thread;
    private boolean closed;

    SharedMemoryReceiver(SharedRing shared, Waiting waiting) {
        this.shared = shared;
        this.waiting = waiting;
    }

    @Override
    public void start(DeliveryListener listener) {
        thread = Thread.ofPlatform().daemon().name("receiver").start(() -> receive(listener));
    }

    @Override
    public boolean stop(Duration deadline) {
        stopping = true;
        Thread receiving = thread;
        if (receiving == null || !receiving.isAlive()) {
            return true;
        }
        try {
            return receiving.join(deadline.isZero() ? Duration.ofNanos(1) : deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() throws TransportException {
        if (closed) {
            return;
        }
        if (!stop(CLOSING)) {
            // The memory stays mapped: that thread still uses it.
            throw new TransportException("the receiver was still handling a message when it was closed", null);
        }
        closed = true;
        shared.closeReceiver();
        try {
            shared.close();
        } catch (IOException e) {
            throw new TransportException("closing " + shared + " failed: " + e.getMessage(), e);
        }
    }

    private void receive(DeliveryListener listener) {
        TimerSlack.lower();
        var taking = new Taking(listener);
        try {
            taking.receive();
        } catch (HandlingFailed e) {
            listener.broken(new TransportException("a message that was refused cannot be handed out again", e));
        } catch (TransportException | RuntimeException e) {
            listener.broken(e);
        }
    }

    /** What the receiving thread works with. */
    private final class Taking implements MessageHandler {
        private final DeliveryListener listener;
        private final RingBuffer ring = shared.ring();
        private final Patience patience = new Patience(waiting, shared::senderGone);
        private ByteBuffer body = ByteBuffer.allocate(4096);
        private boolean whole;
        private long handled;

        Taking(DeliveryListener listener) {
            this.listener = listener;
        }

        void receive() throws HandlingFailed, TransportException {
            while (!stopping) {
                if (ring.read(this, 1) > 0) {
                    patience.reset();
                    if (whole) {
                        handle();
                    }
                } else if (patience.inVain() && ring.read(this, 1) == 0) {
                    end();
                    return;
                } else if (whole) {
                    handle();
                }
            }
        }

        /** One record: a message or a part of one. */
        @Override
        public void onMessage(int kind, MutableDirectBuffer buffer, int index, int length) {
            grow(length);
            buffer.getBytes(index, body, length); // advances its position
            whole = kind == SharedRing.LAST;
        }

        private void handle() throws HandlingFailed {
            long receivedNanos = LabClock.nanoTime();
            whole = false;
            body.flip();
            listener.received(body, receivedNanos, false);
            body.clear();
            shared.handled(++handled);
            listener.acknowledged(LabClock.nanoTime());
        }

        /** The sender is gone, and nothing of it is left that could be taken. */
        private void end() throws TransportException {
            if (body.position() > 0 || ring.size() > 0) {
                throw new TransportException(
                        "the sender at the other end of " + shared + " is gone, in the middle of a message", null);
            }
        }

        private void grow(int length) {
            if (length > body.remaining()) {
                int needed = body.position() + length;
                body = ByteBuffer.allocate(Math.max(needed, 2 * body.capacity()))
                        .put(body.flip());
            }
        }
    }
}
