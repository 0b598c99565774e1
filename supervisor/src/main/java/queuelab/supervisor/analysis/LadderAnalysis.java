package queuelab.supervisor.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.recording.Measure;
import queuelab.supervisor.analysis.LadderResult.Rung;
import queuelab.supervisor.analysis.RunResults.Interval;

/** Sorts the ways a run sent its messages, where it used several transports. */
final class LadderAnalysis {
    private static final Metric P50 = Metric.latency(Measure.DUE_TO_RECEIVE, "p50Nanos");
    private static final Metric P99 = Metric.latency(Measure.DUE_TO_RECEIVE, "p99Nanos");
    private static final String TRANSPORT = "transport";
    private static final String LOAD = "producer.load";
    private static final String SIZE = "producer.size";

    private LadderAnalysis() {}

    /** One ladder for each load and size at which several transports were measured. */
    static List<LadderResult> of(Map<PointKey, List<TrialResult>> byPoint) {
        Map<List<String>, List<Step>> groups = byPoint.entrySet().stream()
                .map(point -> step(point.getKey(), point.getValue()))
                .flatMap(Optional::stream)
                .collect(Collectors.groupingBy(
                        step -> List.of(step.setting(LOAD), step.setting(SIZE)),
                        LinkedHashMap::new,
                        Collectors.toList()));
        List<LadderResult> ladders = new ArrayList<>();
        groups.forEach((group, steps) -> {
            long transports = steps.stream()
                    .map(step -> step.setting(TRANSPORT))
                    .distinct()
                    .count();
            if (transports > 1) {
                ladders.add(ladder(group.getFirst(), group.getLast(), steps));
            }
        });
        return ladders;
    }

    /** One way with its trials that passed. */
    private record Step(PointKey key, Map<String, String> settings, List<TrialResult> passed, long lost) {
        String setting(String key) {
            return settings.getOrDefault(key, "");
        }

        double[] values(Metric metric) {
            return RunStatistics.passedValues(metric, passed);
        }

        boolean saturated() {
            return setting(LOAD).equals("saturate") || passed.stream().anyMatch(TrialResult::saturated);
        }
    }

    private static Optional<Step> step(PointKey key, List<TrialResult> trials) {
        List<TrialResult> passed = trials.stream()
                .filter(trial ->
                        trial.verdict() == Verdict.PASS && !trial.settings().isEmpty())
                .toList();
        long lost = trials.stream().mapToLong(trial -> trial.delivery().lost()).sum();
        return passed.isEmpty()
                ? Optional.empty()
                : Optional.of(new Step(key, passed.getFirst().settings(), passed, lost));
    }

    private static LadderResult ladder(String load, String size, List<Step> steps) {
        boolean byRate = steps.stream().anyMatch(Step::saturated);
        Metric metric = byRate ? Metric.RECEIVED_PER_SECOND : P50;
        Comparator<Step> fastestFirst = Comparator.comparingDouble(step -> {
            double[] values = step.values(metric);
            return values.length == 0 ? Double.POSITIVE_INFINITY : Spread.median(values) * (byRate ? -1 : 1);
        });
        List<Step> sorted = steps.stream().sorted(fastestFirst).toList();
        List<Rung> rungs = new ArrayList<>();
        for (int i = 0; i < sorted.size(); i++) {
            Step step = sorted.get(i);
            rungs.add(new Rung(
                    way(step, sorted),
                    step.key.variant(),
                    step.key.point(),
                    interval(step, P50),
                    interval(step, P99),
                    RunStatistics.rounded(
                            MedianInterval.of(step.values(Metric.RECEIVED_PER_SECOND)),
                            Metric.Unit.MESSAGES_PER_SECOND),
                    i == 0 ? null : times(sorted.get(i - 1), step, metric, byRate),
                    i == 0 ? null : times(sorted.getFirst(), step, metric, byRate),
                    step.saturated(),
                    step.lost));
        }
        return new LadderResult(load, size, byRate, rungs);
    }

    private static @Nullable Interval interval(Step step, Metric metric) {
        double[] values = step.values(metric);
        return values.length == 0 ? null : RunStatistics.rounded(MedianInterval.of(values), metric.unit());
    }

    /** How many times slower, or fewer, the second is. */
    private static @Nullable RatioInterval times(Step first, Step second, Metric metric, boolean byRate) {
        double[] a = first.values(metric);
        double[] b = second.values(metric);
        if (!RunStatistics.haveRatio(a, b)) {
            return null;
        }
        return RunStatistics.rounded(byRate ? RatioInterval.of(b, a) : RatioInterval.of(a, b));
    }

    /** The transport; for those that go through the broker, what it does with messages; the variant where that does not tell them apart. */
    private static String way(Step step, List<Step> all) {
        String way = way(step);
        boolean alone = all.stream().filter(other -> way(other).equals(way)).count() == 1;
        return alone ? way : way + " (" + step.key.variant() + ")";
    }

    private static String way(Step step) {
        String transport = step.setting(TRANSPORT);
        if (!transport.equals("queue") && !transport.equals("rpc-queue")) {
            return transport;
        }
        String protocol = step.setting("protocol").equals("amqp") ? ", amqp" : "";
        String storage = step.setting("queue.storage");
        return transport + (storage.isEmpty() ? "" : ", " + storage) + protocol;
    }
}
