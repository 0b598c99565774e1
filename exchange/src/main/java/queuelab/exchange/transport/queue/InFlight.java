package queuelab.exchange.transport.queue;

import jakarta.jms.CompletionListener;
import jakarta.jms.Message;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.message.LabClock;
import queuelab.exchange.transport.SendListener;
import queuelab.exchange.transport.TransportException;

/**
 * The unconfirmed messages of one sender: as many as there are slots, all made beforehand. The sending thread takes slots; whatever
 * thread brings the broker's answer gives them back.
 *
 * <p>Artemis brings confirmations on one thread at a time but refusals on another, so answers take a lock. It is contended only
 * when refusals and confirmations come together.
 */
final class InFlight implements ConnectionListener {
    private final SendListener listener;
    private final Slot[] ring;
    /** As many permits as the ring holds free slots; hands them from answering threads to the sending thread. */
    private final Semaphore free;

    private int next; // sending thread only
    private int returned; // under the ring's lock
    private boolean closed; // likewise
    private volatile @Nullable TransportException failure;

    InFlight(int limit, SendListener listener) {
        this.listener = listener;
        this.ring = new Slot[limit];
        for (int i = 0; i < limit; i++) {
            ring[i] = new Slot();
        }
        this.free = new Semaphore(limit);
    }

    /** A free slot; waits for one. */
    Slot take() throws TransportException {
        try {
            free.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransportException("interrupted while " + ring.length + " messages were unconfirmed", e);
        }
        throwIfBroken();
        Slot slot = ring[next];
        next = next + 1 == ring.length ? 0 : next + 1;
        return slot;
    }

    /** Waits until every slot is free. */
    boolean awaitAll(Duration deadline) throws TransportException {
        throwIfBroken();
        try {
            if (!free.tryAcquire(ring.length, deadline.toNanos(), TimeUnit.NANOSECONDS)) {
                return false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransportException("interrupted while waiting for confirmations", e);
        }
        free.release(ring.length);
        throwIfBroken();
        return true;
    }

    /** The listener hears nothing after this. */
    void close() {
        synchronized (ring) {
            closed = true;
        }
    }

    /** Ends all waiting: no more answers will come. */
    @Override
    public void connectionLost(Throwable cause) {
        fail("the connection to the broker was lost: ", cause);
    }

    private void fail(String what, Throwable cause) {
        failure = new TransportException(what + cause.getMessage(), cause);
        free.release(ring.length);
    }

    private void throwIfBroken() throws TransportException {
        TransportException broken = failure;
        if (broken != null) {
            throw new TransportException(String.valueOf(broken.getMessage()), broken.getCause());
        }
    }

    /** One message on its way. */
    final class Slot implements CompletionListener {
        private long sequence;
        private long sentNanos;
        private boolean open;

        void begin(long sequence, long sentNanos) {
            this.sequence = sequence;
            this.sentNanos = sentNanos;
            this.open = true;
        }

        @Override
        public void onCompletion(Message message) {
            long acknowledgedNanos = LabClock.nanoTime();
            synchronized (ring) {
                if (open && !closed) {
                    try {
                        listener.acknowledged(sequence, sentNanos, acknowledgedNanos);
                    } catch (RuntimeException e) {
                        fail("taking note of a confirmation failed: ", e); // Artemis would only log it
                    }
                    giveBack();
                }
            }
        }

        @Override
        public void onException(Message message, Exception exception) {
            refused(exception);
        }

        /** The message was refused, or nobody knows: then it is neither acknowledged nor rejected. */
        void refused(Exception exception) {
            synchronized (ring) {
                if (open && !closed) {
                    try {
                        if (Rejection.proven(exception)) {
                            listener.rejected(sequence, Rejection.reason(exception));
                        }
                    } catch (RuntimeException e) {
                        fail("taking note of a rejection failed: ", e);
                    }
                    giveBack();
                }
            }
        }

        private void giveBack() {
            open = false;
            ring[returned] = this;
            returned = returned + 1 == ring.length ? 0 : returned + 1;
            free.release();
        }
    }
}
