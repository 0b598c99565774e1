package queuelab.consumer;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.control.ConsumerAssignment;
import queuelab.exchange.control.Work;

/** What all consuming threads of a process share: the work of the moment, and the lock around it where there is one. */
final class Workshop {
    private final @Nullable ReentrantLock lock;
    private final LongSupplier clock;
    private volatile Work work;

    Workshop(Work work, ConsumerAssignment.Lock lock) {
        this(work, lock, System::nanoTime);
    }

    Workshop(Work work, ConsumerAssignment.Lock lock, LongSupplier clock) {
        this.work = work;
        this.clock = clock;
        this.lock = switch (lock) {
            case NONE -> null;
            case PROCESS -> new ReentrantLock();
        };
    }

    /** Every message from now on takes this work. */
    void change(Work changed) {
        work = changed;
    }

    /** The work of the moment. */
    Work work() {
        return work;
    }

    /** The clock by which copies are received and handled. */
    long nanos() {
        return clock.getAsLong();
    }

    boolean hasLock() {
        return lock != null;
    }

    /**
     * Waits until the other threads' work lets the caller's begin, where the assignment wants that; {@link #leave} must follow.
     *
     * @return how long that took, in nanoseconds; 0 without a lock
     */
    long enter() {
        if (lock == null) {
            return 0;
        }
        long before = nanos();
        lock.lock();
        return nanos() - before;
    }

    void leave() {
        if (lock != null) {
            lock.unlock();
        }
    }
}
