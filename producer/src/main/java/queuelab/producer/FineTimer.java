package queuelab.producer;

import java.util.concurrent.locks.LockSupport;
import queuelab.exchange.control.Urgency;
import queuelab.exchange.machine.TimerSlack;
import queuelab.exchange.message.LabClock;

/**
 * Waits for moments that lie microseconds to minutes ahead, without burning a core. Owned by one thread; another may end a wait early
 * with {@link LockSupport#unpark}.
 *
 * <p>Why it lowers the timer slack, and what was measured: RATIONALE.md.
 */
final class FineTimer implements Time {
    /** What is left when the thread should be awake again: about what a wake-up takes. Spun away. */
    private static final long AWAKE_NANOS = 20_000;

    /** Prepares the calling thread, which is the one that will wait. */
    void prepareThread() {
        Urgency.MEASURING.take();
        TimerSlack.lower();
    }

    @Override
    public long nanos() {
        return LabClock.nanoTime();
    }

    @Override
    public void pause(long nanos) {
        if (nanos > AWAKE_NANOS) {
            LockSupport.parkNanos(nanos - AWAKE_NANOS);
        } else {
            Thread.onSpinWait();
        }
    }
}
