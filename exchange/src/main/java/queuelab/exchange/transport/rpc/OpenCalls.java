package queuelab.exchange.transport.rpc;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.message.LabClock;
import queuelab.exchange.transport.SendListener;
import queuelab.exchange.transport.TransportException;

/**
 * The calls of one sender that have no answer yet: as many as there are places, all made beforehand. The sending thread takes places; the
 * network thread gives them back, in whatever order answers come.
 */
final class OpenCalls {
    private final SendListener listener;
    private final String server;
    private final Call[] ring;
    /** As many permits as the ring holds free places; hands them from the network thread to the sending thread. */
    private final Semaphore free;

    private int next; // sending thread only
    private int returned; // network thread only
    private volatile boolean closed;
    private volatile @Nullable TransportException failure;

    OpenCalls(int limit, SendListener listener, String server) {
        this.listener = listener;
        this.server = server;
        this.ring = new Call[limit];
        for (int i = 0; i < limit; i++) {
            ring[i] = new Call();
        }
        this.free = new Semaphore(limit);
    }

    /** A free place; waits for one. */
    Call take() throws TransportException {
        try {
            free.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransportException("interrupted while " + ring.length + " calls were open", e);
        }
        throwIfBroken();
        Call call = ring[next];
        next = next + 1 == ring.length ? 0 : next + 1;
        return call;
    }

    /** Waits until every call is answered; false when the time ran out. */
    boolean awaitAll(Duration deadline) throws TransportException {
        throwIfBroken();
        try {
            if (!free.tryAcquire(ring.length, deadline.toNanos(), TimeUnit.NANOSECONDS)) {
                return false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransportException("interrupted while waiting for answers", e);
        }
        free.release(ring.length);
        throwIfBroken();
        return true;
    }

    /** The same, until there is no hope of it. */
    void awaitAll() throws TransportException {
        awaitAll(Duration.ofNanos(Long.MAX_VALUE));
    }

    /** The listener hears nothing after the call under way. */
    void close() {
        closed = true;
    }

    TransportException broken(Status status) {
        return new TransportException(
                "the receiver at " + server + " no longer answers: " + status.getCode()
                        + (status.getDescription() == null ? "" : ", " + status.getDescription()),
                status.getCause());
    }

    private void fail(TransportException reason) {
        if (failure == null) {
            failure = reason;
        }
        free.release(ring.length); // ends all waiting
    }

    private void throwIfBroken() throws TransportException {
        TransportException reason = failure;
        if (reason != null) {
            throw new TransportException(String.valueOf(reason.getMessage()), reason);
        }
    }

    /** One call. Its request is filled with the sender's payload once; after that only the stamp in it is written anew. */
    final class Call implements StreamObserver<byte[]> {
        private byte[] request = Method.NOTHING;
        private long sequence;
        private long sentNanos;

        byte[] filledFrom(byte[] body, int length) {
            if (request.length != length) {
                request = new byte[length];
                System.arraycopy(body, 0, request, 0, length);
            }
            return request;
        }

        void begin(long ofSequence, long atNanos) {
            sequence = ofSequence;
            sentNanos = atNanos;
        }

        @Override
        public void onNext(byte[] answer) {}

        @Override
        public void onCompleted() {
            long acknowledgedNanos = LabClock.nanoTime();
            tell(() -> listener.acknowledged(sequence, sentNanos, acknowledgedNanos));
        }

        /** Refused, which proves that it was not taken; or nobody knows. */
        @Override
        public void onError(Throwable thrown) {
            Status status = Status.fromThrowable(thrown);
            if (status.getCode() == Status.Code.FAILED_PRECONDITION) {
                tell(() -> listener.rejected(sequence, String.valueOf(status.getDescription())));
            } else {
                fail(broken(status));
            }
        }

        private void tell(Runnable news) {
            if (closed) {
                return;
            }
            try {
                news.run();
            } catch (RuntimeException e) {
                fail(new TransportException("taking note of an answer failed: " + e.getMessage(), e));
                return;
            }
            ring[returned] = this;
            returned = returned + 1 == ring.length ? 0 : returned + 1;
            free.release();
        }
    }
}
