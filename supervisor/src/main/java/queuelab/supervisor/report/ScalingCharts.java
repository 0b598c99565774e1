package queuelab.supervisor.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import queuelab.supervisor.analysis.PointKey;
import queuelab.supervisor.analysis.RunResults;
import queuelab.supervisor.analysis.ScalingResult;
import queuelab.supervisor.analysis.ScalingResult.CurvePoint;
import queuelab.supervisor.analysis.ScalingResult.Fit;
import queuelab.supervisor.analysis.TrialResult;
import queuelab.supervisor.analysis.TrialResult.Share;
import queuelab.supervisor.analysis.Verdict;

/** What the script draws of consumers. */
final class ScalingCharts {
    private static final int FIT_STEPS = 60;

    private ScalingCharts() {}

    /**
     * Curves that differ in nothing but whether processes or threads grow: one picture.
     *
     * @param ideal as many times what the fewest receive as there are consumers: consumers and messages per second of both ends
     */
    record Chart(String title, List<CurveLine> curves, List<List<Double>> ideal) {}

    /**
     * One curve.
     *
     * @param points consumers, median, and both ends of its interval, null where there is none
     * @param fit consumers and messages per second, empty where there is no fit
     * @param knee within the chart, else null
     */
    record CurveLine(
            String name,
            List<PointMark> points,
            List<TrialMark> trials,
            List<List<Double>> fit,
            @Nullable Double knee) {}

    /** One number of consumers. */
    record PointMark(
            int consumers,
            double median,
            @Nullable Double low,
            @Nullable Double high,
            String limit,
            boolean flagged) {}

    /** One trial. */
    record TrialMark(int consumers, double value, String id) {}

    /**
     * Shares of one point.
     *
     * @param even one divided by the number of consumers, in percent
     * @param shares of each consumer in each trial, in percent
     */
    record ShareMark(String label, double even, List<Double> shares) {}

    static List<Chart> of(RunResults results) {
        Map<Map<String, String>, List<ScalingResult>> together = new LinkedHashMap<>();
        results.scaling()
                .forEach(curve -> together.computeIfAbsent(curve.settings(), _ -> new ArrayList<>())
                        .add(curve));
        List<Chart> charts = new ArrayList<>();
        together.forEach((settings, curves) -> charts.add(chart(results, settings, curves)));
        return charts;
    }

    private static Chart chart(RunResults results, Map<String, String> settings, List<ScalingResult> curves) {
        CurvePoint fewest = curves.getFirst().points().getFirst();
        double most = curves.stream()
                .mapToInt(curve -> curve.points().getLast().consumers())
                .max()
                .orElse(1);
        double ofOne = fewest.receivedPerSecond().median() / fewest.consumers();
        return new Chart(
                settings.isEmpty() ? "Received by the number of consumers" : ScalingSection.settings(settings),
                curves.stream().map(curve -> line(results, curve)).toList(),
                List.of(List.of((double) fewest.consumers(), ofOne * fewest.consumers()), List.of(most, ofOne * most)));
    }

    private static CurveLine line(RunResults results, ScalingResult curve) {
        List<TrialMark> trials = new ArrayList<>();
        for (CurvePoint point : curve.points()) {
            PointKey key = new PointKey(point.variant(), point.point());
            results.trials().stream()
                    .filter(trial -> trial.verdict() == Verdict.PASS
                            && PointKey.of(trial).equals(key))
                    .forEach(trial -> trials.add(
                            new TrialMark(point.consumers(), trial.throughput().receivedPerSecond(), trial.id())));
        }
        return new CurveLine(
                curve.label(),
                curve.points().stream()
                        .map(point -> new PointMark(
                                point.consumers(),
                                point.receivedPerSecond().median(),
                                point.receivedPerSecond().low(),
                                point.receivedPerSecond().high(),
                                point.limit(),
                                point.met() || point.outOfCores()))
                        .toList(),
                trials,
                fit(curve),
                knee(curve));
    }

    private static List<List<Double>> fit(ScalingResult curve) {
        Fit fit = curve.fit();
        List<List<Double>> line = new ArrayList<>();
        if (fit != null) {
            double from = curve.points().getFirst().consumers();
            double to = curve.points().getLast().consumers();
            for (int step = 0; step <= FIT_STEPS; step++) {
                double consumers = from + (to - from) * step / FIT_STEPS;
                line.add(List.of(Math.rint(consumers * 100) / 100, Math.rint(fit.throughput(consumers) * 10) / 10));
            }
        }
        return line;
    }

    private static @Nullable Double knee(ScalingResult curve) {
        Fit fit = curve.fit();
        Double knee = fit == null ? null : fit.knee().value();
        return knee == null || knee > curve.points().getLast().consumers() ? null : knee;
    }

    /** Every point with more than one consumer. */
    static List<ShareMark> shares(List<PointView> points) {
        List<ShareMark> marks = new ArrayList<>();
        boolean oneVariant = points.stream().map(PointView::variant).distinct().count() == 1;
        for (PointView point : points) {
            List<Double> shares = new ArrayList<>();
            int consumers = 0;
            for (TrialResult trial : point.trials()) {
                if (trial.fairness() != null && trial.verdict() == Verdict.PASS) {
                    consumers = trial.fairness().shares().size();
                    trial.fairness().shares().stream()
                            .map(Share::share)
                            .forEach(share -> shares.add(Math.rint(share * 10_000) / 100));
                }
            }
            if (consumers > 1) {
                marks.add(new ShareMark(oneVariant ? point.sweepInWords() : point.label(), 100.0 / consumers, shares));
            }
        }
        return marks;
    }
}
