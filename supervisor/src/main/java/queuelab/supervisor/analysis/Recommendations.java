package queuelab.supervisor.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.recording.Measure;
import queuelab.supervisor.analysis.RunResults.Interval;
import queuelab.supervisor.analysis.ScalingResult.Recommendation;

/**
 * The smallest measured number of consumers that is good enough for a target, by the worse end of its interval. Where nobody asks, the targets are
 * the offered rate, or a few round numbers within what was measured.
 */
final class Recommendations {
    private static final String RATE = "rate";
    private static final String P99 = "p99Nanos";
    private static final Metric LATENCY = Metric.latency(Measure.DUE_TO_RECEIVE, P99);
    private static final double REACHED = 0.99;
    private static final int MOST_TARGETS = 3;

    private final SortedMap<Integer, List<PointTrials>> curve;
    private final String noun;

    private Recommendations(SortedMap<Integer, List<PointTrials>> curve, String noun) {
        this.curve = curve;
        this.noun = noun;
    }

    /**
     * Recommends.
     *
     * @param curve points by their number of consumers
     * @param noun what is counted, {@code processes}
     */
    static List<Recommendation> of(SortedMap<Integer, List<PointTrials>> curve, String noun, Targets targets) {
        var recommendations = new Recommendations(curve, noun);
        List<Recommendation> all = new ArrayList<>();
        for (double rate : recommendations.rates(targets)) {
            all.add(recommendations.forRate(rate));
        }
        for (double p99 : recommendations.latencies(targets)) {
            all.add(recommendations.forLatency(p99));
        }
        return all;
    }

    private List<Double> rates(Targets targets) {
        if (targets.perSecond() != null) {
            return List.of(targets.perSecond());
        }
        Double offered = curve.firstEntry().getValue().getFirst().offeredPerSecond();
        if (offered != null) {
            return List.of(offered);
        }
        double[] medians = curve.values().stream()
                .map(points -> PointTrials.values(Metric.RECEIVED_PER_SECOND, points))
                .filter(values -> values.length > 0)
                .mapToDouble(Spread::median)
                .sorted()
                .toArray();
        return medians.length == 0 ? List.of() : round(medians[0], medians[medians.length - 1], true);
    }

    private List<Double> latencies(Targets targets) {
        if (targets.p99Nanos() != null) {
            return List.of((double) targets.p99Nanos());
        }
        double[] worst = curve.values().stream()
                .map(this::latency)
                .filter(interval -> interval != null)
                .mapToDouble(Recommendations::high)
                .sorted()
                .toArray();
        return worst.length == 0 ? List.of() : round(worst[0], worst[worst.length - 1] * 2.5, false);
    }

    /** Numbers 1, 2, 5, 10, … between two others: the largest few, or the smallest. */
    private static List<Double> round(double from, double to, boolean largest) {
        TreeSet<Double> numbers = new TreeSet<>();
        for (double power = Math.pow(10, Math.floor(Math.log10(Math.max(from, 1e-9)))); power <= to; power *= 10) {
            for (double step : new double[] {1, 2, 5}) {
                if (step * power >= from && step * power <= to) {
                    numbers.add(step * power);
                }
            }
        }
        while (numbers.size() > MOST_TARGETS) {
            numbers.remove(largest ? numbers.first() : numbers.last());
        }
        return List.copyOf(numbers);
    }

    private Recommendation forRate(double rate) {
        for (var entry : curve.entrySet()) {
            Interval received = received(entry.getValue());
            boolean keepsUp = entry.getValue().stream().noneMatch(point -> !point.saturates() && point.anySaturated());
            if (received != null && keepsUp && low(received) >= REACHED * rate) {
                return new Recommendation(
                        RATE,
                        rate,
                        entry.getKey(),
                        "For " + Words.perSecond(rate) + ": " + count(entry.getKey()) + ", which received "
                                + perSecond(received) + ".");
            }
        }
        return new Recommendation(
                RATE,
                rate,
                null,
                "For " + Words.perSecond(rate) + ": none of those measured, " + count(curve.lastKey())
                        + " at most, is certain to receive it.");
    }

    private Recommendation forLatency(double p99) {
        for (var entry : curve.entrySet()) {
            Interval latency = latency(entry.getValue());
            if (latency != null && high(latency) <= p99) {
                return new Recommendation(
                        P99,
                        p99,
                        entry.getKey(),
                        "For a p99 of at most " + Words.time(p99) + ": " + count(entry.getKey()) + ", whose p99 was "
                                + Words.time(latency.median()) + range(latency) + ".");
            }
        }
        return new Recommendation(
                P99,
                p99,
                null,
                "For a p99 of at most " + Words.time(p99) + ": none of those measured, " + count(curve.lastKey())
                        + " at most, is certain to keep it"
                        + (curve.values().stream().allMatch(points -> latency(points) == null)
                                ? " (a stable latency takes a rate that is not saturated)."
                                : "."));
    }

    private String count(int consumers) {
        return consumers == 1 ? "1 of the " + noun : consumers + " " + noun;
    }

    private static @Nullable Interval received(List<PointTrials> points) {
        double[] values = PointTrials.values(Metric.RECEIVED_PER_SECOND, points);
        return values.length == 0 ? null : MedianInterval.of(values);
    }

    /** Only where latency is a stable figure. */
    private @Nullable Interval latency(List<PointTrials> points) {
        if (points.stream().anyMatch(point -> point.saturates() || point.anySaturated())) {
            return null;
        }
        double[] values = PointTrials.values(LATENCY, points);
        return values.length == 0 ? null : MedianInterval.of(values);
    }

    private static double low(Interval interval) {
        return interval.low() == null ? interval.median() : interval.low();
    }

    private static double high(Interval interval) {
        return interval.high() == null ? interval.median() : interval.high();
    }

    private static String perSecond(Interval interval) {
        return Words.perSecond(interval.median())
                + (interval.low() == null || interval.high() == null
                        ? ""
                        : " [" + Words.perSecond(interval.low()) + " to " + Words.perSecond(interval.high()) + "]");
    }

    private static String range(Interval interval) {
        return interval.low() == null || interval.high() == null
                ? ""
                : " [" + Words.time(interval.low()) + " to " + Words.time(interval.high()) + "]";
    }
}
