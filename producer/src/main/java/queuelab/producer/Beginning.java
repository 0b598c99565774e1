package queuelab.producer;

/**
 * When a producer takes part.
 *
 * @param startNanos the trial's start, from which its window counts
 * @param fromNanos when this producer's schedule begins: later, where it joins a trial under way
 */
record Beginning(long startNanos, long fromNanos) {}
