package queuelab.supervisor.trial;

import java.util.concurrent.CountDownLatch;

/** The person's wish to stop (Ctrl-C). Set once, by any thread. */
public final class Interruption {
    private final CountDownLatch requested = new CountDownLatch(1);

    public void request() {
        requested.countDown();
    }

    public boolean isRequested() {
        return requested.getCount() == 0;
    }
}
