package queuelab.exchange.control;

/**
 * The phases of a trial, in nanoseconds after the common start. A message belongs to the phase its <em>due</em> time falls into.
 *
 * @param warmupNanos length of the warm-up
 * @param measureNanos length of the measured part, which follows it
 * @param drainNanos deadline for confirmations and drain, counted from the end of measuring
 */
public record TrialWindow(long warmupNanos, long measureNanos, long drainNanos) {
    /** Due times from here on are measured. */
    public long measureStart(long startNanos) {
        return startNanos + warmupNanos;
    }

    /** Due times from here on are not sent at all. */
    public long measureEnd(long startNanos) {
        return startNanos + warmupNanos + measureNanos;
    }

    /** Whether a message due then is measured; safe for nanoTime's wrap-around. */
    public boolean measures(long startNanos, long dueNanos) {
        long sinceMeasureStart = dueNanos - measureStart(startNanos);
        return sinceMeasureStart >= 0 && sinceMeasureStart < measureNanos;
    }
}
