package queuelab.supervisor.analysis;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One judged trial: an element of {@code trials} in results.json. Order of fields is their order there.
 *
 * @param saturated whether schedule lag or queue depth climbed through the window: its latency is then no stable figure
 */
public record TrialResult(
        String id,
        String variant,
        Map<String, String> point,
        int repeat,
        Verdict verdict,
        List<String> reasons,
        List<ProcessResult> processes,
        Throughput throughput,
        Map<String, Latency> latency,
        Delivery delivery,
        boolean saturated) {
    public TrialResult {
        point = Collections.unmodifiableMap(new LinkedHashMap<>(point));
        reasons = List.copyOf(reasons);
        processes = List.copyOf(processes);
        latency = Collections.unmodifiableMap(new LinkedHashMap<>(latency));
    }

    /**
     * One child process.
     *
     * @param cpuMillis CPU time of its whole life
     * @param measuredCpuMillis CPU time within the measured window
     */
    public record ProcessResult(
            String role,
            int index,
            long pid,
            long parentPid,
            long cpuMillis,
            long peakRssBytes,
            @Nullable Integer exitCode,
            long measuredCpuMillis) {}

    /** Messages per second over the measured window; offered is absent (null) when saturating. */
    public record Throughput(@Nullable Double offeredPerSecond, double sentPerSecond, double receivedPerSecond) {}

    /** A latency distribution; a percentile is null where too few samples stand behind it, all but count are null without samples. */
    public record Latency(
            long count,
            @Nullable Long minNanos,
            @Nullable Double meanNanos,
            @Nullable Long p50Nanos,
            @Nullable Long p90Nanos,
            @Nullable Long p99Nanos,
            @Nullable Long p999Nanos,
            @Nullable Long maxNanos) {}

    /** What became of every message of the trial, warm-up included; from the ledgers of all processes put together. */
    public record Delivery(
            long attempted,
            long acknowledged,
            long rejected,
            long indeterminate,
            long received,
            long distinct,
            long lost,
            long duplicated,
            long unexpected,
            long corrupt,
            long outOfOrder,
            long redelivered,
            long residual) {}
}
