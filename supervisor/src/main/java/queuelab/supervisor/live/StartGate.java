package queuelab.supervisor.live;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import queuelab.supervisor.trial.Interruption;

/** Lets one lane start at a time: a dozen JVMs that start at once on two cores outlast each other's deadlines. */
final class StartGate {
    private static final long CHECK_MILLIS = 100;

    private final Semaphore free = new Semaphore(1);
    private volatile @Nullable Lane inside;

    /** Waits until no other lane is starting, or this one is not to start any more. */
    void enter(Lane lane, Interruption interruption) {
        try {
            while (!interruption.isRequested()) {
                if (free.tryAcquire(CHECK_MILLIS, TimeUnit.MILLISECONDS)) {
                    inside = lane;
                    return;
                }
            }
        } catch (InterruptedException e) {
            interruption.request();
        }
    }

    /** To be called when the lane flows, and when it has ended; a second time does nothing. */
    synchronized void leave(Lane lane) {
        if (inside == lane) {
            inside = null;
            free.release();
        }
    }
}
