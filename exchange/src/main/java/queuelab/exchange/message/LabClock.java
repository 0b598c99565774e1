package queuelab.exchange.message;

/**
 * The clock of every stamp: the {@link System#nanoTime()} of the supervisor's host. Processes of one host share it by themselves; one on
 * another host is told how far its own clock is off, once, before it sends or receives anything.
 */
public final class LabClock {
    /** Written before the threads that read it start, or hand over to them: no fence is needed, and reading costs nothing. */
    private static long aheadNanos;

    private LabClock() {}

    /** Now, on the supervisor's host, as well as this process knows. Differences count, as with {@link System#nanoTime()}. */
    public static long nanoTime() {
        return System.nanoTime() - aheadNanos;
    }

    /** This host's clock is so far ahead of the supervisor's, beyond what it is corrected by already. */
    public static void correct(long nanos) {
        aheadNanos += nanos;
    }
}
