package queuelab.exchange.control;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Halts the process when closing takes too long: no child may outlive its supervisor because a broken connection will not close. */
@FunctionalInterface
interface Watchdog {
    /** Half of the two seconds that a child has after the end of its stdin: on a busy machine halting takes time too. */
    Duration PATIENCE = Duration.ofSeconds(1);

    /** From now on, the process has {@link #PATIENCE} left. May be called more than once; the first call counts. */
    void unleash();

    /** The real one. What is not closed by then stays as it is: recordings are mapped files and need no closing to be kept. */
    static Watchdog halting() {
        return () -> Thread.ofPlatform().daemon().name("watchdog").start(() -> {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (end - System.nanoTime() > 0) {
                LockSupport.parkNanos(end - System.nanoTime());
            }
            System.err.println("did not close within " + PATIENCE.toMillis() + " ms: halting");
            Runtime.getRuntime().halt(Child.FAILED);
        });
    }
}
