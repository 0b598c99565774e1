package queuelab.exchange.control;

/**
 * What a consumer does for each message.
 *
 * @param kind burn CPU time, wait, or nothing
 * @param nanos how long; the mean where {@code exponential}
 * @param exponential whether each message's time is drawn from an exponential distribution
 */
public record Work(Kind kind, long nanos, boolean exponential) {
    public static final Work NONE = new Work(Kind.NONE, 0, false);

    /** What a consumer does with its time. */
    public enum Kind {
        NONE,
        /** Burns CPU time, measured on the thread's own clock. */
        CPU,
        /** Waits. */
        SLEEP
    }
}
