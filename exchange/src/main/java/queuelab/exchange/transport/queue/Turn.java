package queuelab.exchange.transport.queue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.transport.DeliveryListener;

/**
 * Whose turn it is to call a receiver's listener: Artemis's thread with a message, the thread that commits when it is quiet, the one
 * that stops the receiver, or the one that brings the news of a lost connection. Costs a compare-and-set each way.
 */
final class Turn {
    private static final int FREE = 0;
    private static final int TAKEN = 1;
    /** No call to the listener comes any more. */
    private static final int ENDED = 2;

    private final AtomicInteger state = new AtomicInteger(FREE);
    private final DeliveryListener listener;
    private volatile @Nullable Throwable broken;
    private volatile @Nullable Thread waiting;

    Turn(DeliveryListener listener) {
        this.listener = listener;
    }

    boolean begin() {
        return state.compareAndSet(FREE, TAKEN);
    }

    /** Waits for the turn. False when the time ran out or no turns come any more. */
    boolean beginWithin(Duration deadline) {
        long start = System.nanoTime();
        waiting = Thread.currentThread();
        try {
            while (!begin()) {
                long leftNanos = deadline.toNanos() - (System.nanoTime() - start);
                if (ended() || leftNanos <= 0 || Thread.currentThread().isInterrupted()) {
                    return false;
                }
                LockSupport.parkNanos(this, leftNanos);
            }
            return true;
        } finally {
            waiting = null;
        }
    }

    void end() {
        state.set(FREE);
        Throwable cause = broken;
        if (cause != null) {
            breakNow(cause);
        }
        Thread waiter = waiting;
        if (waiter != null) {
            LockSupport.unpark(waiter);
        }
    }

    /** Ends the turn, and all turns. */
    void endForGood() {
        state.set(ENDED);
    }

    /** Tells the listener, now or when the call under way has ended, that no more calls come. */
    void breakOff(Throwable cause) {
        broken = cause;
        breakNow(cause);
    }

    boolean free() {
        return state.get() == FREE;
    }

    boolean ended() {
        return state.get() == ENDED;
    }

    private void breakNow(Throwable cause) {
        if (state.compareAndSet(FREE, ENDED)) {
            listener.broken(cause);
        }
    }
}
