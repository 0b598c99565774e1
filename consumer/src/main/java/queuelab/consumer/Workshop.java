package queuelab.consumer;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.control.ConsumerAssignment;
import queuelab.exchange.control.Work;

/** What all consuming threads of a process share: the work of the moment, and the lock around it where there is one. */
final class Workshop {
    private final @Nullable ReentrantLock lock;
    private volatile Work work;

    Workshop(Work work, ConsumerAssignment.Lock lock) {
        this.work = work;
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

    /** Does something that excludes the other threads' work, where the assignment wants that. */
    void occupy(Runnable doing) {
        if (lock == null) {
            doing.run();
            return;
        }
        lock.lock();
        try {
            doing.run();
        } finally {
            lock.unlock();
        }
    }
}
