package queuelab.exchange.transport.sharedmemory;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import queuelab.exchange.transport.SharedMemorySpec.Waiting;

/**
 * What a thread does between looks at the ring. There is nobody to wake it: the other side is another process. Owned by that thread;
 * allocates nothing but when it looks after the other side, ten times a second.
 */
final class Patience {
    /** Measured on two cores: shorter naps cost more CPU than they save latency. */
    private static final long NAP_NANOS = 20_000;

    /** Looks in a row that are spun rather than slept: about the time of a burst's next message. */
    private static final int SPINS = 100;

    private static final long CHECK_NANOS = Duration.ofMillis(100).toNanos();

    private final Waiting waiting;
    private final BooleanSupplier otherGone;
    private int looks;
    private long nextCheckNanos = System.nanoTime() + CHECK_NANOS;

    Patience(Waiting waiting, BooleanSupplier otherGone) {
        this.waiting = waiting;
        this.otherGone = otherGone;
    }

    /** There was something: be quick about the next look. */
    void reset() {
        looks = 0;
    }

    /** There was nothing. Waits for a moment; true when there is nobody left to wait for. */
    boolean inVain() {
        looks++;
        switch (waiting) {
            case SPIN -> Thread.onSpinWait();
            case PARK -> {
                if (looks < SPINS) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.parkNanos(NAP_NANOS);
                }
            }
        }
        if ((looks & 0xFF) != 0) {
            return false;
        }
        long now = System.nanoTime();
        if (now - nextCheckNanos < 0) {
            return false;
        }
        nextCheckNanos = now + CHECK_NANOS;
        return otherGone.getAsBoolean();
    }
}
