package queuelab.producer;

/** The clock a sending thread follows and waits on: {@link FineTimer}, or a test's. */
interface Time {
    /** A {@link System#nanoTime()}. */
    long nanos();

    /** Waits for at most that long, above 0; may return early. */
    void pause(long nanos);
}
