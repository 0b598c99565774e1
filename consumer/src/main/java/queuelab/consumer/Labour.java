package queuelab.consumer;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import queuelab.exchange.control.Work;

/**
 * Does the simulated work of one consuming thread, which owns it. Allocates nothing.
 *
 * <p>{@code cpu} burns until the thread's own CPU clock has advanced by the asked time, so that waiting for a core makes the work last
 * longer, as it does real work. On Linux that clock counts nanoseconds and a reading costs under a microsecond, which is how much too
 * long the work may be. {@code sleep} waits; the system wakes a thread some 50 µs late.
 */
final class Labour {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Workshop workshop;
    private final SplittableRandom random;

    Labour(Workshop workshop, SplittableRandom random) {
        this.workshop = workshop;
        this.random = random;
    }

    /**
     * Does the work of one message.
     *
     * @return how long it waited for the lock around the work, in nanoseconds; 0 without one
     */
    long perform() {
        Work work = workshop.work();
        if (work.kind() == Work.Kind.NONE) {
            return 0;
        }
        long waitedNanos = workshop.enter();
        try {
            perform(work);
        } finally {
            workshop.leave();
        }
        return waitedNanos;
    }

    private void perform(Work work) {
        long nanos = work.exponential() ? (long) (work.nanos() * random.nextExponential()) : work.nanos();
        switch (work.kind()) {
            case NONE -> {}
            case CPU -> burn(nanos);
            case SLEEP -> sleep(nanos);
        }
    }

    private static void burn(long nanos) {
        long end = THREADS.getCurrentThreadCpuTime() + nanos;
        while (THREADS.getCurrentThreadCpuTime() < end) {
            Thread.onSpinWait();
        }
    }

    private static void sleep(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0 && !Thread.currentThread().isInterrupted(); left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
