package queuelab.supervisor.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import queuelab.supervisor.analysis.ConsumersResult.Limit;
import queuelab.supervisor.analysis.ScalingResult.CurvePoint;
import queuelab.supervisor.analysis.ScalingResult.Fit;

/**
 * Finds the points of a run that differ in nothing but the number of consumers and says how far more of them carry. Processes and threads
 * are different things and never share a curve.
 */
final class ScalingAnalysis {
    /** METHOD.md, “Statistics”. */
    static final int FEWEST_POINTS = 6;

    private static final double FLAT = 1.1;
    private static final String PROCESSES = "consumer.processes";
    private static final String THREADS = "consumer.threads";
    /** How long one waits at the end does not bend what was measured before. */
    private static final String DRAIN = "drain";

    private final List<PointTrials> points;
    private final @Nullable Integer cores;
    private final Targets targets;
    private final List<String> distinctions;

    private ScalingAnalysis(List<PointTrials> points, @Nullable Integer cores, Targets targets) {
        this.points = points;
        this.cores = cores;
        this.targets = targets;
        this.distinctions = distinctions();
    }

    /**
     * Every curve of a run.
     *
     * @param cores of the machine; null where unknown
     */
    static List<ScalingResult> of(List<PointTrials> points, @Nullable Integer cores, Targets targets) {
        return new ScalingAnalysis(points, cores, targets).curves();
    }

    /** What each point's consumers did. */
    static List<ConsumersResult> consumers(List<PointTrials> points, @Nullable Integer cores) {
        return points.stream().map(point -> consumers(point, cores)).toList();
    }

    private static ConsumersResult consumers(PointTrials point, @Nullable Integer cores) {
        double[] fairness = RunStatistics.passedValues(Metric.FAIRNESS, point.trials());
        return new ConsumersResult(
                point.key().variant(),
                point.key().point(),
                point.settings().consumer().processes(),
                point.settings().consumer().threads(),
                Limits.of(point, cores),
                Limits.outOfCores(point, cores).orElse(null),
                fairness.length == 0 ? null : RunStatistics.rounded(MedianInterval.of(fairness), Metric.Unit.RATIO),
                shares(point),
                WaitingTheory.waiting(point).orElse(null),
                WaitingTheory.little(point).orElse(null));
    }

    private static List<Double> shares(PointTrials point) {
        Map<Integer, List<Double>> byConsumer = new TreeMap<>();
        for (TrialResult trial : point.trials()) {
            if (trial.fairness() != null) {
                trial.fairness()
                        .shares()
                        .forEach(share -> byConsumer
                                .computeIfAbsent(share.consumer(), _ -> new ArrayList<>())
                                .add(share.share()));
            }
        }
        return byConsumer.values().stream()
                .map(shares -> Spread.median(
                        shares.stream().mapToDouble(Double::doubleValue).toArray()))
                .map(RunStatistics::significant)
                .toList();
    }

    /** Settings that are not the same everywhere in this run. */
    private List<String> distinctions() {
        TreeSet<String> keys = new TreeSet<>();
        points.forEach(point -> keys.addAll(point.settings().written().keySet()));
        keys.removeAll(List.of(PROCESSES, THREADS, DRAIN));
        keys.removeIf(key -> points.stream()
                        .map(point -> point.settings().written().getOrDefault(key, ""))
                        .distinct()
                        .count()
                <= 1);
        return List.copyOf(keys);
    }

    private List<ScalingResult> curves() {
        Map<Map<String, String>, List<PointTrials>> byOthers =
                points.stream().collect(Collectors.groupingBy(this::others, LinkedHashMap::new, Collectors.toList()));
        List<ScalingResult> curves = new ArrayList<>();
        byOthers.forEach((others, alike) -> {
            curves.addAll(family(others, alike, ScalingResult.PROCESSES));
            curves.addAll(family(others, alike, ScalingResult.THREADS));
        });
        return curves;
    }

    private Map<String, String> others(PointTrials point) {
        Map<String, String> others = new LinkedHashMap<>();
        distinctions.forEach(key -> others.put(key, point.settings().written().getOrDefault(key, "")));
        return others;
    }

    /** One curve for each value of what does not grow, where what grows has several. */
    private List<ScalingResult> family(Map<String, String> others, List<PointTrials> alike, String kind) {
        boolean byProcesses = kind.equals(ScalingResult.PROCESSES);
        ToIntFunction<PointTrials> processes =
                point -> point.settings().consumer().processes();
        ToIntFunction<PointTrials> threads =
                point -> point.settings().consumer().threads();
        ToIntFunction<PointTrials> fixed = byProcesses ? threads : processes;
        Map<Integer, TreeMap<Integer, List<PointTrials>>> curves = new TreeMap<>();
        for (PointTrials point : alike) {
            curves.computeIfAbsent(fixed.applyAsInt(point), _ -> new TreeMap<>())
                    .computeIfAbsent(point.consumers(), _ -> new ArrayList<>())
                    .add(point);
        }
        List<ScalingResult> results = new ArrayList<>();
        curves.forEach((value, curve) -> {
            if (curve.size() > 1) {
                results.add(curve(label(byProcesses, value), kind, others, curve));
            }
        });
        return results;
    }

    private static String label(boolean byProcesses, int fixed) {
        if (byProcesses) {
            return fixed == 1 ? "processes" : "processes of " + fixed + " threads";
        }
        return fixed == 1 ? "threads of one process" : "threads of " + fixed + " processes";
    }

    private ScalingResult curve(
            String label, String kind, Map<String, String> others, SortedMap<Integer, List<PointTrials>> curve) {
        Outcome outcome = fit(curve);
        PointTrials any = curve.firstEntry().getValue().getFirst();
        return new ScalingResult(
                label,
                kind,
                any.settings().written().getOrDefault("consumer.work", "none"),
                others,
                curvePoints(curve),
                outcome.fit,
                outcome.refusal,
                outcome.note,
                Recommendations.of(curve, label, targets));
    }

    private List<CurvePoint> curvePoints(SortedMap<Integer, List<PointTrials>> curve) {
        List<CurvePoint> curvePoints = new ArrayList<>();
        double[] fewest = received(curve.firstEntry().getValue());
        curve.forEach((consumers, alike) -> {
            double[] values = received(alike);
            if (RunStatistics.haveRatio(fewest, values)) {
                PointTrials first = alike.getFirst();
                List<Limit> limits = Limits.of(first, cores);
                curvePoints.add(new CurvePoint(
                        first.key().variant(),
                        first.key().point(),
                        consumers,
                        RunStatistics.rounded(MedianInterval.of(values), Metric.Unit.MESSAGES_PER_SECOND),
                        RunStatistics.rounded(RatioInterval.of(fewest, values)),
                        Limits.met(first),
                        Limits.outOfCores(first, cores).isPresent(),
                        limits.getFirst().kind()));
            }
        });
        return curvePoints;
    }

    /** A fit, or why there is none. */
    private record Outcome(
            @Nullable Fit fit,
            @Nullable String refusal,
            @Nullable String note) {
        static Outcome refused(String why) {
            return new Outcome(null, why, null);
        }
    }

    private Outcome fit(SortedMap<Integer, List<PointTrials>> curve) {
        SortedMap<Integer, double[]> usable = new TreeMap<>();
        List<Integer> met = new ArrayList<>();
        List<Integer> outOfCores = new ArrayList<>();
        curve.forEach((consumers, alike) -> {
            double[] values = received(alike);
            if (alike.stream().anyMatch(Limits::met)) {
                met.add(consumers);
            } else if (alike.stream()
                    .anyMatch(point -> Limits.outOfCores(point, cores).isPresent())) {
                outOfCores.add(consumers);
            } else if (values.length > 0 && Spread.allPositive(values)) {
                usable.put(consumers, values);
            }
        });
        String leftOut = leftOut(met, outOfCores);
        if (usable.size() < FEWEST_POINTS) {
            return Outcome.refused("No fit: it takes " + FEWEST_POINTS + " different numbers of consumers, there "
                    + (usable.size() == 1 ? "is 1" : "are " + usable.size())
                    + (leftOut.isEmpty() ? "" : " (" + leftOut + ")")
                    + ". The measured curve stands by itself.");
        }
        Optional<String> flat = flat(usable);
        if (flat.isPresent()) {
            return Outcome.refused(flat.get());
        }
        Fit fit = ScalabilityFit.of(usable);
        return fit == null
                ? Outcome.refused("No fit: no scalability law comes near what was measured.")
                : new Outcome(fit, null, leftOut.isEmpty() ? null : "The fit leaves out " + leftOut + ".");
    }

    private static Optional<String> flat(SortedMap<Integer, double[]> usable) {
        double[] fewest = usable.firstEntry().getValue();
        double highest = 0;
        for (double[] values : usable.values()) {
            RatioInterval ratio = RatioInterval.of(fewest, values);
            boolean more = ratio.low() == null ? ratio.ratio() > FLAT : ratio.low() > 1 && ratio.ratio() > FLAT;
            if (more) {
                return Optional.empty();
            }
            highest = Math.max(highest, ratio.ratio());
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "No fit: the curve is flat, no number of consumers receives clearly more than %d (%.2f× at best).",
                usable.firstKey(),
                highest));
    }

    private static String leftOut(List<Integer> met, List<Integer> outOfCores) {
        List<String> words = new ArrayList<>();
        if (!met.isEmpty()) {
            words.add(numbers(met) + ", where the offered rate was simply met");
        }
        if (!outOfCores.isEmpty()) {
            words.add(numbers(outOfCores) + ", where the machine was out of cores");
        }
        return String.join("; ", words);
    }

    private static String numbers(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static double[] received(List<PointTrials> alike) {
        return PointTrials.values(Metric.RECEIVED_PER_SECOND, alike);
    }
}
