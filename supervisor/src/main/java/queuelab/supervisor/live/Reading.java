package queuelab.supervisor.live;

import org.jspecify.annotations.Nullable;

/**
 * The figures of one lane in one second. What is not known is null, and drawn as a gap.
 *
 * @param atMillis wall clock, milliseconds since 1970
 * @param p50Nanos delivery latency (dueToReceive) of the messages received in that second, all consumers' histograms merged
 * @param depth messages in the broker's queue
 */
public record Reading(
        long atMillis,
        @Nullable Double sentPerSecond,
        @Nullable Double receivedPerSecond,
        @Nullable Long p50Nanos,
        @Nullable Long p99Nanos,
        @Nullable Long maxNanos,
        @Nullable Long depth) {
    static Reading none(long atMillis) {
        return new Reading(atMillis, null, null, null, null, null, null);
    }
}
