package queuelab.producer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import queuelab.exchange.control.SchedulingSlice;

/**
 * Waits for moments that lie microseconds to minutes ahead, without burning a core. Owned by one thread; another may end a wait early
 * with {@link LockSupport#unpark}.
 *
 * <p>Why it lowers the timer slack, and what was measured: RATIONALE.md.
 */
final class FineTimer implements Time {
    /** What is left when the thread should be awake again: about what a wake-up takes. Spun away. */
    private static final long AWAKE_NANOS = 20_000;

    private static final String SLACK_NANOS = "1000";

    /** Prepares the calling thread, which is the one that will wait. */
    void prepareThread() {
        SchedulingSlice.shorten();
        try {
            Path thread = Files.readSymbolicLink(Path.of("/proc/thread-self")).getFileName();
            Files.writeString(Path.of("/proc").resolve(thread).resolve("timerslack_ns"), SLACK_NANOS);
        } catch (IOException | SecurityException e) {
            // Not Linux, or not allowed: the kernel's 50 µs of slack stay, and show in the schedule lag.
            System.err.println("timer slack left as it is: " + e);
        }
    }

    @Override
    public long nanos() {
        return System.nanoTime();
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
