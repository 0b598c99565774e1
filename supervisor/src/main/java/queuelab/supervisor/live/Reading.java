package queuelab.supervisor.live;

import org.jspecify.annotations.Nullable;
import queuelab.supervisor.trial.TrialStatus;

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

    /** What a trial says of its latest second. */
    static Reading of(TrialStatus status, long atMillis) {
        boolean any = status.maxNanos() > 0;
        return new Reading(
                atMillis,
                status.sentPerSecond(),
                status.receivedPerSecond(),
                any ? status.p50Nanos() : null,
                any ? status.p99Nanos() : null,
                any ? status.maxNanos() : null,
                status.depth() < 0 ? null : status.depth());
    }
}
