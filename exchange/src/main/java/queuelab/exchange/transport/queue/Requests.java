package queuelab.exchange.transport.queue;

import jakarta.jms.CompletionListener;
import jakarta.jms.Message;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.transport.SendListener;
import queuelab.exchange.transport.TransportException;

/**
 * The requests of one sender that have no reply yet: as many as there are places, all made beforehand. The sending thread takes places;
 * the thread that brings replies gives them back, and so does the one that brings the broker's refusals: answers take a lock.
 */
final class Requests implements ConnectionListener {
    private final SendListener listener;
    private final Request[] places;
    private final Request[] ring;
    /** As many permits as the ring holds free places; hands them from answering threads to the sending thread. */
    private final Semaphore free;

    private int next; // sending thread only
    private int returned; // under the ring's lock
    private boolean closed; // likewise
    private volatile @Nullable TransportException failure;

    Requests(int limit, SendListener listener) {
        this.listener = listener;
        this.places = new Request[limit];
        for (int i = 0; i < limit; i++) {
            places[i] = new Request(i);
        }
        this.ring = places.clone();
        this.free = new Semaphore(limit);
    }

    /** A free place; waits for one. */
    Request take() throws TransportException {
        try {
            free.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransportException("interrupted while " + ring.length + " requests were open", e);
        }
        throwIfBroken();
        Request request = ring[next];
        next = next + 1 == ring.length ? 0 : next + 1;
        return request;
    }

    /** A reply came, for the request that had this name. One to a request that is answered already (it was redelivered) is ignored. */
    void replied(@Nullable String name, long repliedNanos) {
        int colon = name == null ? -1 : name.indexOf(':');
        if (name == null || colon < 0) {
            fail("a reply has no name of a request: ", new IllegalArgumentException(String.valueOf(name)));
            return;
        }
        Request request = places[Integer.parseInt(name, 0, colon, 10)];
        synchronized (ring) {
            if (request.open && !closed && request.sequence == Long.parseLong(name, colon + 1, name.length(), 10)) {
                try {
                    listener.acknowledged(request.sequence, request.sentNanos, repliedNanos);
                } catch (RuntimeException e) {
                    fail("taking note of a reply failed: ", e);
                }
                request.giveBack();
            }
        }
    }

    /** Waits until every request is answered; false when the time ran out. */
    boolean awaitAll(Duration deadline) throws TransportException {
        throwIfBroken();
        try {
            if (!free.tryAcquire(ring.length, deadline.toNanos(), TimeUnit.NANOSECONDS)) {
                return false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransportException("interrupted while waiting for replies", e);
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

    /** Ends all waiting: no more replies will come. */
    @Override
    public void connectionLost(Throwable cause) {
        fail("the connection to the broker was lost: ", cause);
    }

    /** Requests that were open, or their replies, may be gone: they hold up nobody any longer, and a reply that still comes is ignored. */
    @Override
    public void reconnected() {
        synchronized (ring) {
            for (Request request : places) {
                if (request.open && !closed) {
                    request.giveBack();
                }
            }
        }
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

    /** One request on its way. That the broker took it is no reply. */
    final class Request implements CompletionListener {
        private final int place;
        private long sequence;
        private long sentNanos;
        private boolean open;

        Request(int place) {
            this.place = place;
        }

        /** Begins one; returns its name, by which the reply finds it. */
        String begin(long ofSequence, long atNanos) {
            synchronized (ring) {
                sequence = ofSequence;
                sentNanos = atNanos;
                open = true;
            }
            return place + ":" + ofSequence;
        }

        @Override
        public void onCompletion(Message message) {}

        /** The request was refused, or nobody knows: then a reply may still come. */
        @Override
        public void onException(Message message, Exception exception) {
            if (Rejection.proven(exception)) {
                refused(exception);
            }
        }

        void refused(Exception exception) {
            synchronized (ring) {
                if (open && !closed) {
                    try {
                        listener.rejected(sequence, Rejection.reason(exception));
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
