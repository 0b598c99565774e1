package queuelab.supervisor.analysis;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import queuelab.supervisor.analysis.RunResults.Interval;

/**
 * The consumers of one point, its passed trials put together: an element of {@code consumers} in results.json.
 *
 * @param limits what limited it, with the measured evidence, weightiest first; never empty
 * @param outOfCores why the machine had no CPU left, in words; absent where it had
 * @param fairness Jain's index over its trials; absent where nothing was received
 * @param shares of each consuming thread, its median over the trials, in the order of their numbers
 * @param waiting what theory says of waiting for a consumer; absent where it says nothing, as when saturated
 * @param little a check of our own figures; absent where depth or times are unknown
 */
public record ConsumersResult(
        String variant,
        Map<String, String> point,
        int processes,
        int threads,
        List<Limit> limits,
        @Nullable String outOfCores,
        @Nullable Interval fairness,
        List<Double> shares,
        @Nullable Waiting waiting,
        @Nullable Little little) {
    public ConsumersResult {
        point = Collections.unmodifiableMap(new LinkedHashMap<>(point));
        limits = List.copyOf(limits);
        shares = List.copyOf(shares);
    }

    public int consumers() {
        return processes * threads;
    }

    /** What kept a point from receiving more. */
    public enum LimitKind {
        OFFERED_RATE("offered rate"),
        LOCK("lock"),
        MACHINE_CPU("machine CPU"),
        PREFETCH("prefetch"),
        CONSUMERS("consumers' work"),
        BROKER_CPU("broker CPU"),
        DISK("disk"),
        PRODUCER("producer"),
        UNKNOWN("unknown");

        private final String word;

        LimitKind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /**
     * One limit.
     *
     * @param kind word of a {@link LimitKind}
     * @param words the same with what was measured
     */
    public record Limit(String kind, String words) {
        public boolean is(LimitKind wanted) {
            return kind.equals(wanted.word());
        }
    }

    /**
     * Mean waiting for a consumer, predicted from the measured handling time and arrivals, against what was measured.
     *
     * @param utilisation arrivals × handling time ÷ consumers
     * @param sharedQueueNanos one queue for all consumers, everything exponential: M/M/c, by Erlang's formula C
     * @param separateQueuesNanos a queue for each consumer, everything exponential: c times M/M/1
     * @param correctedNanos one queue with the measured spread of arrivals and handling, after Allen and Cunneen
     * @param measuredNanos mean of dueToReceive without its fastest message, which is taken not to have waited
     * @param words what the gap comes from
     */
    public record Waiting(
            double arrivalsPerSecond,
            double handlingNanos,
            double handlingSquaredVariation,
            double utilisation,
            double sharedQueueNanos,
            double separateQueuesNanos,
            double correctedNanos,
            double measuredNanos,
            String words) {}

    /**
     * Little's law L = λW, which our own figures must satisfy where nothing climbs.
     *
     * @param depth L: messages in all queues, mean of the samples
     * @param predicted λW: received per second × mean time from send to the end of handling
     * @param words what follows
     */
    public record Little(double depth, double predicted, String words) {}
}
