package queuelab.supervisor.analysis;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import queuelab.supervisor.analysis.RunResults.Comparison;
import queuelab.supervisor.analysis.RunResults.Interval;
import queuelab.supervisor.analysis.RunResults.Summary;

/**
 * Trials put together: a summary of each point and the comparisons between variants at the same sweep values. Trials that failed
 * or are invalid are counted, and enter neither. The same trials give the same results, bit by bit.
 */
public final class RunStatistics {
    private RunStatistics() {}

    /**
     * The results document of the trials so far.
     *
     * @param started wall clock, ISO-8601 UTC
     * @param order the scenario's points in its order, which summaries keep; points of trials that are not in it follow
     * @param trials in the order of execution
     */
    public static RunResults results(
            String scenario,
            String started,
            Map<String, Object> environment,
            Collection<PointKey> order,
            List<TrialResult> trials) {
        return results(scenario, started, environment, order, trials, Targets.NONE);
    }

    /** The same, with what a person wants consumers for. */
    public static RunResults results(
            String scenario,
            String started,
            Map<String, Object> environment,
            Collection<PointKey> order,
            List<TrialResult> trials,
            Targets targets) {
        Map<PointKey, List<TrialResult>> byPoint = byPoint(order, trials);
        List<PointTrials> points = PointTrials.of(byPoint);
        Integer cores = environment.get("cores") instanceof Number number ? (Integer) number.intValue() : null;
        return new RunResults(
                RunResults.SCHEMA,
                scenario,
                started,
                environment,
                trials,
                byPoint.entrySet().stream()
                        .map(point -> summary(point.getKey(), point.getValue()))
                        .toList(),
                comparisons(byPoint),
                ScalingAnalysis.consumers(points, cores),
                ScalingAnalysis.of(points, cores, targets),
                LadderAnalysis.of(byPoint));
    }

    /** The trials of each point that has any, points in the given order. */
    static Map<PointKey, List<TrialResult>> byPoint(Collection<PointKey> order, List<TrialResult> trials) {
        Map<PointKey, List<TrialResult>> byPoint = new LinkedHashMap<>();
        order.forEach(point -> byPoint.put(point, new ArrayList<>()));
        for (TrialResult trial : trials) {
            byPoint.computeIfAbsent(PointKey.of(trial), point -> new ArrayList<>())
                    .add(trial);
        }
        byPoint.values().removeIf(List::isEmpty);
        return byPoint;
    }

    /** The values of a metric in the trials that passed, in their order. */
    public static double[] passedValues(Metric metric, Collection<TrialResult> trials) {
        return trials.stream()
                .filter(trial -> trial.verdict() == Verdict.PASS)
                .map(metric::of)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    private static Summary summary(PointKey point, List<TrialResult> trials) {
        Map<String, Interval> metrics = new LinkedHashMap<>();
        for (Metric metric : Metric.all()) {
            double[] values = passedValues(metric, trials);
            if (values.length > 0) {
                metrics.put(metric.name(), rounded(MedianInterval.of(values), metric.unit()));
            }
        }
        List<TrialResult> passed =
                trials.stream().filter(trial -> trial.verdict() == Verdict.PASS).toList();
        return new Summary(
                point.variant(),
                point.point(),
                metrics,
                trials.size() - passed.size(),
                passed.stream().anyMatch(TrialResult::saturated));
    }

    private static List<Comparison> comparisons(Map<PointKey, List<TrialResult>> byPoint) {
        Set<String> variants = new LinkedHashSet<>();
        Set<Map<String, String>> sweep = new LinkedHashSet<>();
        byPoint.keySet().forEach(point -> {
            variants.add(point.variant());
            sweep.add(point.point());
        });
        List<String> names = List.copyOf(variants);
        List<Comparison> comparisons = new ArrayList<>();
        for (Map<String, String> point : sweep) {
            for (int a = 0; a < names.size(); a++) {
                for (int b = a + 1; b < names.size(); b++) {
                    compare(names.get(a), names.get(b), point, byPoint, comparisons);
                }
            }
        }
        return comparisons;
    }

    private static void compare(
            String a,
            String b,
            Map<String, String> point,
            Map<PointKey, List<TrialResult>> byPoint,
            List<Comparison> comparisons) {
        List<TrialResult> trialsOfA = byPoint.getOrDefault(new PointKey(a, point), List.of());
        List<TrialResult> trialsOfB = byPoint.getOrDefault(new PointKey(b, point), List.of());
        for (Metric metric : Metric.all()) {
            double[] valuesOfA = passedValues(metric, trialsOfA);
            double[] valuesOfB = passedValues(metric, trialsOfB);
            if (metric.compared() && haveRatio(valuesOfA, valuesOfB)) {
                RatioInterval ratio = RatioInterval.of(valuesOfA, valuesOfB);
                comparisons.add(new Comparison(
                        metric.name(),
                        a,
                        b,
                        point,
                        significant(ratio.ratio()),
                        significant(ratio.low()),
                        significant(ratio.high()),
                        ratio.difference().word()));
            }
        }
    }

    /** Whether two groups of trials can be divided: some trials on both sides, none with a value of 0. */
    public static boolean haveRatio(double[] a, double[] b) {
        return a.length > 0 && b.length > 0 && Spread.allPositive(a) && Spread.allPositive(b);
    }

    static RatioInterval rounded(RatioInterval ratio) {
        return new RatioInterval(significant(ratio.ratio()), significant(ratio.low()), significant(ratio.high()));
    }

    static Interval rounded(Interval interval, Metric.Unit unit) {
        if (unit == Metric.Unit.NANOS) {
            return new Interval(
                    Math.rint(interval.median()), whole(interval.low()), whole(interval.high()), interval.n());
        }
        return new Interval(
                significant(interval.median()),
                significant(interval.low()),
                significant(interval.high()),
                interval.n());
    }

    private static @Nullable Double whole(@Nullable Double value) {
        return value == null ? null : (Double) Math.rint(value);
    }

    private static @Nullable Double significant(@Nullable Double value) {
        return value == null ? null : (Double) significant(value.doubleValue());
    }

    /** Nine digits: more than any of these figures means, few enough to read. */
    static double significant(double value) {
        return new BigDecimal(value).round(new MathContext(9)).doubleValue();
    }
}
