package queuelab.supervisor.analysis;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import queuelab.supervisor.analysis.RunResults.Interval;

/**
 * How far more consumers carry: an element of {@code scaling} in results.json, made of points that differ in nothing but the number of
 * consumers, either of processes or of threads.
 *
 * @param label what grows, in words: {@code processes}, {@code threads of one process}
 * @param kind {@code processes} or {@code threads}
 * @param work what is done for each message, as the scenario writes it
 * @param settings what else tells this curve from the run's other points
 * @param points at least two, from few consumers to many
 * @param fit absent where it is refused
 * @param refusal why there is no fit, in words; absent where there is one
 * @param fitNote which points the fit leaves out and why, in words; absent where it uses all
 * @param recommendations how many consumers suffice for what
 */
public record ScalingResult(
        String label,
        String kind,
        String work,
        Map<String, String> settings,
        List<CurvePoint> points,
        @Nullable Fit fit,
        @Nullable String refusal,
        @Nullable String fitNote,
        List<Recommendation> recommendations) {
    public static final String PROCESSES = "processes";
    public static final String THREADS = "threads";

    public ScalingResult {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        points = List.copyOf(points);
        recommendations = List.copyOf(recommendations);
    }

    /**
     * One number of consumers.
     *
     * @param consumers processes × threads
     * @param receivedPerSecond median of the passed trials with its interval
     * @param relative what it received, divided by what the fewest consumers of the curve did
     * @param met whether all that was offered at a rate was received: then the rate, not the consumers, is what this shows
     * @param outOfCores whether the machine had no CPU left
     * @param limit word for what limited it, as in {@link ConsumersResult.Limit}
     */
    public record CurvePoint(
            String variant,
            Map<String, String> point,
            int consumers,
            Interval receivedPerSecond,
            RatioInterval relative,
            boolean met,
            boolean outOfCores,
            String limit) {
        public CurvePoint {
            point = Collections.unmodifiableMap(new LinkedHashMap<>(point));
        }
    }

    /**
     * A Universal Scalability Law fitted to the curve: N consumers receive λN ÷ (1 + α(N−1) + βN(N−1)).
     *
     * @param lambda messages per second of one consumer
     * @param alpha contention
     * @param beta coherence
     * @param knee the number of consumers beyond which more receive less; absent: never
     */
    public record Fit(Coefficient lambda, Coefficient alpha, Coefficient beta, Coefficient knee) {
        /** What that many consumers receive, by the fit. */
        public double throughput(double consumers) {
            return new ScalabilityLaw(known(lambda), known(alpha), known(beta)).throughput(consumers);
        }

        private static double known(Coefficient coefficient) {
            Double value = coefficient.value();
            return value == null ? 0 : value;
        }
    }

    /** A value with its 95 % bootstrap interval. An absent value or end of a knee is infinite; without 3 trials a point low and high are absent too. */
    public record Coefficient(
            @Nullable Double value,
            @Nullable Double low,
            @Nullable Double high) {}

    /**
     * The smallest measured number of consumers that is good enough.
     *
     * @param target {@code rate}, messages per second received, or {@code p99Nanos} of dueToReceive
     * @param value what is aimed at
     * @param consumers absent where none that was measured suffices
     * @param words the same in words
     */
    public record Recommendation(
            String target, double value, @Nullable Integer consumers, String words) {}
}
