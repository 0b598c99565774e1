package queuelab.exchange.transport.peer;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.transport.SendListener;
import queuelab.exchange.transport.TransportException;

/**
 * The messages of one sender that the receiver has not confirmed, in the order they were sent. The receiver confirms by count, so one number
 * settles all up to it. The sending thread adds, one confirming thread settles; neither allocates nor takes a lock.
 */
public final class Unconfirmed {
    /** Looks again at least this often, so that no lost wake-up can hang a sender. */
    private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(100).toNanos();

    private final int limit;
    private final int mask;
    private final long[] sequences;
    private final long[] sentNanos;
    private final SendListener listener;
    private volatile long added;
    private volatile long confirmed;
    private volatile boolean closed;
    private volatile @Nullable Thread waiting;
    private volatile @Nullable TransportException broken;

    /**
     * None yet.
     *
     * @param limit most messages unconfirmed at a time
     */
    public Unconfirmed(int limit, SendListener listener) {
        this.limit = limit;
        int size = Integer.highestOneBit(Math.max(1, 2 * limit - 1));
        this.mask = size - 1;
        this.sequences = new long[size];
        this.sentNanos = new long[size];
        this.listener = listener;
    }

    /** Waits until another message may be sent. Sending thread only, as {@link #add} and {@link #awaitAll}. */
    public void awaitPlace() throws TransportException {
        throwIfBroken();
        if (added - confirmed >= limit) {
            await(limit - 1, Long.MAX_VALUE);
            throwIfBroken();
        }
    }

    /** A message is about to be handed over. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread adds
    public void add(long sequence, long sent) {
        int at = (int) (added & mask);
        sequences[at] = sequence;
        sentNanos[at] = sent;
        added++;
    }

    /** Waits until all are confirmed; false when the time ran out. */
    public boolean awaitAll(Duration deadline) throws TransportException {
        boolean all = await(0, deadline.toNanos());
        if (!all) {
            throwIfBroken();
        }
        return all;
    }

    /** Waits until all are confirmed or there is no hope of it. */
    public void awaitAll() throws TransportException {
        if (!await(0, Long.MAX_VALUE)) {
            throwIfBroken();
        }
    }

    /** How many are confirmed; any thread. */
    public long confirmed() {
        return confirmed;
    }

    /** Whether there is one. Any thread. */
    public boolean any() {
        return added != confirmed;
    }

    /** The receiver has taken that many messages in all. Confirming thread only. */
    public void confirmUpTo(long count, long nanos) {
        if (count > added || count < confirmed) {
            breakOff(new TransportException(
                    "the receiver confirmed " + count + " messages, of " + added + " sent and " + confirmed
                            + " confirmed before",
                    null));
            return;
        }
        for (long i = confirmed; i < count && !closed; i++) {
            int at = (int) (i & mask);
            listener.acknowledged(sequences[at], sentNanos[at], nanos);
        }
        confirmed = count;
        wake();
    }

    /** No confirmation comes any more: ends all waiting. Any thread; the first reason is the one that is told. */
    public void breakOff(TransportException reason) {
        if (broken == null) {
            broken = reason;
        }
        wake();
    }

    /** The listener hears nothing after the call under way. */
    public void close() {
        closed = true;
    }

    /**
     * Ends a sender's work with what went wrong on the way out.
     *
     * @return what to throw: what the confirming thread found, or else the failure itself
     */
    public TransportException because(String what, Exception failure) {
        TransportException known = broken;
        return known != null
                ? new TransportException(String.valueOf(known.getMessage()), failure)
                : new TransportException(what + ": " + failure.getMessage(), failure);
    }

    private boolean await(long most, long nanos) throws TransportException {
        long start = System.nanoTime();
        waiting = Thread.currentThread();
        try {
            while (added - confirmed > most) {
                long left = nanos - (System.nanoTime() - start);
                if (broken != null || left <= 0) {
                    return false;
                }
                if (Thread.currentThread().isInterrupted()) {
                    throw new TransportException(
                            "interrupted while " + (added - confirmed) + " messages were unconfirmed", null);
                }
                LockSupport.parkNanos(this, Math.min(left, LOOK_AGAIN_NANOS));
            }
            return true;
        } finally {
            waiting = null;
        }
    }

    private void wake() {
        Thread sender = waiting;
        if (sender != null) {
            LockSupport.unpark(sender);
        }
    }

    private void throwIfBroken() throws TransportException {
        TransportException reason = broken;
        if (reason != null) {
            throw new TransportException(String.valueOf(reason.getMessage()), reason);
        }
    }
}
