package queuelab.supervisor.host.agent;

/**
 * How far another machine's {@link System#nanoTime()} is from ours, from one question and answer after the other. The tightest probe counts,
 * until its age makes it worse than a newer one: clocks drift apart. Owned by whoever holds the agent's lock.
 */
final class ClockEstimate {
    /** Parts per million by which two quartz clocks may drift apart, with room to spare. */
    private static final long MOST_DRIFT_PPM = 100;

    private boolean known;
    private long offsetNanos;
    private long halfTripNanos;
    private long readNanos;

    /** One reading of the other clock between two of ours: the offset lies within half the round trip of the midpoint. */
    void add(long beforeNanos, long itsNanos, long afterNanos) {
        long half = (afterNanos - beforeNanos) / 2;
        if (!known || half <= boundNanos(afterNanos)) {
            known = true;
            halfTripNanos = half;
            offsetNanos = itsNanos - (beforeNanos + half);
            readNanos = afterNanos;
        }
    }

    boolean isKnown() {
        return known;
    }

    /** Its clock minus ours. */
    long offsetNanos() {
        return offsetNanos;
    }

    /** How far that may be off by now. */
    long boundNanos(long nowNanos) {
        return halfTripNanos + (nowNanos - readNanos) / 1_000_000 * MOST_DRIFT_PPM;
    }
}
