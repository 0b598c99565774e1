package queuelab.supervisor.analysis;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The results document of a run: results.json, schema 1. Times in nanoseconds. */
public record RunResults(
        int schema,
        String scenario,
        String started,
        Map<String, Object> environment,
        List<TrialResult> trials,
        List<Summary> summary,
        List<Comparison> comparisons,
        List<ConsumersResult> consumers,
        List<ScalingResult> scaling,
        List<LadderResult> ladder) {
    public static final int SCHEMA = 1;

    public RunResults {
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        trials = List.copyOf(trials);
        summary = List.copyOf(summary);
        comparisons = List.copyOf(comparisons);
        consumers = List.copyOf(consumers);
        scaling = List.copyOf(scaling);
        ladder = List.copyOf(ladder);
    }

    /**
     * The passed trials of one point put together.
     *
     * @param metrics by {@link Metric#name()}, in the order of {@link Metric#all()}; a metric no trial has is absent
     * @param leftOut how many trials of this point are not in it because they failed or are invalid
     * @param saturated whether any trial in it saturated: its latency is then no stable figure
     */
    public record Summary(
            String variant, Map<String, String> point, Map<String, Interval> metrics, int leftOut, boolean saturated) {
        public Summary {
            point = Collections.unmodifiableMap(new LinkedHashMap<>(point));
            metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        }
    }

    /** Median of n trials with its 95 % interval ({@link MedianInterval}); low and high are absent with fewer than 3. */
    public record Interval(
            double median, @Nullable Double low, @Nullable Double high, int n) {}

    /**
     * Ratio of medians b ÷ a of one metric between two points that differ in variant only.
     *
     * @param a variant that is the measure
     * @param b variant that is measured by it
     * @param low lower end of the 95 % interval ({@link RatioInterval}); absent with fewer than 3 trials on a side
     * @param verdict word of a {@link Difference}: what b is compared with a
     */
    public record Comparison(
            String metric,
            String a,
            String b,
            Map<String, String> point,
            double ratio,
            @Nullable Double low,
            @Nullable Double high,
            String verdict) {
        public Comparison {
            point = Collections.unmodifiableMap(new LinkedHashMap<>(point));
        }
    }
}
