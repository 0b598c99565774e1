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

    /** Waits for as long as nobody wishes to stop: what has no end of its own ends then. */
    public void await() throws InterruptedException {
        requested.await();
    }
}
