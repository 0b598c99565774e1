package queuelab.supervisor.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import queuelab.supervisor.trial.Interruption;

/**
 * Turns Ctrl-C (and SIGTERM) into an {@link Interruption} and keeps the JVM from ending until the work has been put away. The JVM then
 * ends with 130 (143) by itself.
 */
final class Interrupts implements AutoCloseable {
    /** How long Ctrl-C waits for a run to put its things away; the promise to people is 5 s. */
    static final Duration GRACE = Duration.ofMillis(4500);

    private final Interruption interruption = new Interruption();
    private final CountDownLatch putAway = new CountDownLatch(1);
    private final Thread hook;

    private Interrupts(Duration grace) {
        hook = new Thread(
                () -> {
                    interruption.request();
                    awaitPutAway(grace);
                },
                "interrupt");
    }

    static Interrupts install(Duration grace) {
        var interrupts = new Interrupts(grace);
        Runtime.getRuntime().addShutdownHook(interrupts.hook);
        return interrupts;
    }

    Interruption interruption() {
        return interruption;
    }

    private void awaitPutAway(Duration grace) {
        try {
            if (!putAway.await(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        putAway.countDown();
        if (!interruption.isRequested()) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}
