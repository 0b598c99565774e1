package queuelab.supervisor.analysis;

import org.jspecify.annotations.Nullable;

/**
 * What a person wants consumers for.
 *
 * @param perSecond messages per second to be received; null where none is asked for
 * @param p99Nanos the latency that 99 of 100 messages must not exceed; null likewise
 */
public record Targets(@Nullable Double perSecond, @Nullable Long p99Nanos) {
    public static final Targets NONE = new Targets(null, null);
}
