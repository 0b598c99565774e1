package queuelab.supervisor.trial;

import java.time.Duration;
import queuelab.exchange.control.TrialWindow;

/** When the phases of one trial begin and end, as {@link System#nanoTime()}. Owned by the trial's thread. */
final class TrialClock {
    private static final Duration LEAD_TIME = Duration.ofMillis(250);

    private TrialWindow window;
    private long startNanos;

    TrialClock(TrialWindow planned) {
        window = planned;
    }

    /** Sets the common start, a little ahead, so that every worker hears of it in time. */
    long start() {
        startNanos = System.nanoTime() + LEAD_TIME.toNanos();
        return startNanos;
    }

    /** The common start; 0 before {@link #start}. */
    long startNanos() {
        return startNanos;
    }

    TrialWindow window() {
        return window;
    }

    long measureStartNanos() {
        return window.measureStart(startNanos);
    }

    long measureEndNanos() {
        return window.measureEnd(startNanos);
    }

    boolean isMeasuring() {
        long now = System.nanoTime();
        return startNanos != 0 && now - measureStartNanos() > 0 && measureEndNanos() - now > 0;
    }

    /** Negative before measuring begins. */
    Duration sinceMeasuring() {
        return startNanos == 0 ? Duration.ofNanos(-1) : Duration.ofNanos(System.nanoTime() - measureStartNanos());
    }

    /** The measured window ends now. */
    void endMeasuring() {
        window = new TrialWindow(window.warmupNanos(), System.nanoTime() - measureStartNanos(), window.drainNanos());
    }
}
