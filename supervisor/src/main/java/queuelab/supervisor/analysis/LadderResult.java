package queuelab.supervisor.analysis;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import queuelab.supervisor.analysis.RunResults.Interval;

/**
 * All ways that a run sent the same messages, from the fastest to the slowest: an element of {@code ladder} in results.json. Points of one
 * ladder have the same load and message size.
 *
 * @param load the offered rate, or {@code saturate}
 * @param byRate whether rungs are sorted and compared by messages received per second, because latency is no stable figure; otherwise by
 *     the median of dueToReceive
 */
public record LadderResult(String load, String size, boolean byRate, List<Rung> rungs) {
    public LadderResult {
        rungs = List.copyOf(rungs);
    }

    /**
     * One way.
     *
     * @param way in words: {@code shared-memory}, {@code queue, durable}
     * @param p50Nanos of dueToReceive, absent with too few messages
     * @param step this one divided by the one before it in the ladder: as slow, or as many fewer; absent for the first
     * @param toFirst the same against the first of the ladder
     * @param lost messages lost in all its trials, whatever their verdict
     */
    public record Rung(
            String way,
            String variant,
            Map<String, String> point,
            @Nullable Interval p50Nanos,
            @Nullable Interval p99Nanos,
            Interval receivedPerSecond,
            @Nullable RatioInterval step,
            @Nullable RatioInterval toFirst,
            boolean saturated,
            long lost) {
        public Rung {
            point = Collections.unmodifiableMap(new LinkedHashMap<>(point));
        }
    }
}
