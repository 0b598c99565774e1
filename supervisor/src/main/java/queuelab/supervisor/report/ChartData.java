package queuelab.supervisor.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.recording.Measure;
import queuelab.exchange.recording.Sample;
import queuelab.exchange.recording.Sample.ProcessSample;
import queuelab.supervisor.analysis.Metric;
import queuelab.supervisor.analysis.RunResults;
import queuelab.supervisor.analysis.TrialResult;
import queuelab.supervisor.analysis.TrialResult.Latency;
import queuelab.supervisor.analysis.Verdict;
import queuelab.supervisor.report.TrialTrace.Quantile;

/**
 * What the report's script draws, as one JSON document that is safe inside a script element. Latency in milliseconds.
 *
 * @param variants names, in the scenario's order: each has a colour, a dash and a symbol
 * @param sweeps the sweep values in words, in the scenario's order; one empty one where nothing is swept
 * @param scaling curves over the number of consumers
 * @param fairness who got the messages, of points with several consumers
 * @param ladders all ways that messages were sent, of runs with several transports
 */
record ChartData(
        List<String> variants,
        List<String> sweeps,
        List<PointData> points,
        List<TrialData> trials,
        List<ScalingCharts.Chart> scaling,
        List<ScalingCharts.ShareMark> fairness,
        List<LadderSection.Chart> ladders) {
    /** Moments of all trials together, so that the file of a long run stays small. */
    private static final int MOMENTS_OF_ALL_TRIALS = 8_000;

    private static final int FEWEST_MOMENTS = 40;
    private static final int MOST_MOMENTS = 240;

    /** One point; figures by metric name. */
    record PointData(String variant, String sweep, boolean queueing, Map<String, List<@Nullable Double>> medians) {}

    /** One trial. A trial that did not pass is drawn apart. */
    record TrialData(
            String id,
            String variant,
            String sweep,
            String verdict,
            Map<String, @Nullable Double> figures,
            List<List<Double>> latency,
            @Nullable TimeSeries series,
            @Nullable ActivitySeries activity,
            Map<String, Double> shares) {}

    static ChartData of(RunResults results, List<PointView> points, Map<String, TrialTrace> traces) {
        List<Metric> metrics = List.of(
                Metric.RECEIVED_PER_SECOND,
                Metric.latency(Measure.DUE_TO_RECEIVE, "p50Nanos"),
                Metric.latency(Measure.DUE_TO_RECEIVE, "p99Nanos"),
                Metric.CPU_PER_MESSAGE);
        int trialCount =
                points.stream().mapToInt(point -> point.trials().size()).sum();
        int moments = Math.clamp(MOMENTS_OF_ALL_TRIALS / Math.max(1, trialCount), FEWEST_MOMENTS, MOST_MOMENTS);
        List<PointData> pointData = new ArrayList<>();
        List<TrialData> trialData = new ArrayList<>();
        for (PointView point : points) {
            Map<String, List<@Nullable Double>> medians = new LinkedHashMap<>();
            for (Metric metric : metrics) {
                point.median(metric)
                        .ifPresent(median -> medians.put(
                                metric.name(), inUnit(metric, median.median(), median.low(), median.high())));
            }
            pointData.add(new PointData(point.variant(), point.sweepInWords(), point.latencyIsQueueing(), medians));
            for (TrialResult trial : point.trials()) {
                Map<String, @Nullable Double> figures = new LinkedHashMap<>();
                metrics.forEach(metric -> figures.put(
                        metric.name(), inUnit(metric, metric.of(trial)).getFirst()));
                TrialTrace trace = traces.getOrDefault(trial.id(), TrialTrace.none());
                trialData.add(new TrialData(
                        trial.id(),
                        trial.variant(),
                        point.sweepInWords(),
                        trial.verdict().word(),
                        figures,
                        curve(trial, trace),
                        TimeSeries.of(trace, moments).orElse(null),
                        ActivitySeries.of(trace, moments).orElse(null),
                        shares(trace)));
            }
        }
        return new ChartData(
                points.stream().map(PointView::variant).distinct().toList(),
                points.stream().map(PointView::sweepInWords).distinct().toList(),
                pointData,
                trialData,
                ScalingCharts.of(results),
                ScalingCharts.shares(points),
                LadderSection.charts(results));
    }

    /** JSON in which no text can end the script element that holds it. */
    String json() {
        return ResultsJson.compact(this).replace("<", "\\u003c").replace(">", "\\u003e");
    }

    /** Share of all messages that each consumer process received, by process name, 0 … 1; empty where unknown. */
    static Map<String, Double> shares(TrialTrace trace) {
        Map<String, Double> shares = new LinkedHashMap<>();
        Map<String, Long> received = new LinkedHashMap<>();
        for (Sample sample : trace.samples()) {
            for (ProcessSample process : sample.processes()) {
                if (process.name().startsWith("consumer")) {
                    received.merge(process.name(), process.received(), Math::max);
                }
            }
        }
        long all = received.values().stream().mapToLong(Long::longValue).sum();
        if (all > 0) {
            received.forEach((name, count) -> shares.put(name, Math.rint(10_000.0 * count / all) / 10_000));
        }
        return shares;
    }

    private static List<List<Double>> curve(TrialResult trial, TrialTrace trace) {
        if (trial.verdict() == Verdict.INVALID && trace.latency().isEmpty()) {
            return List.of();
        }
        List<Quantile> quantiles = trace.latency().isEmpty() ? fromResults(trial) : trace.latency();
        return quantiles.stream()
                .map(quantile -> List.of(Math.rint(quantile.oneIn() * 1000) / 1000, quantile.nanos() / 1e6))
                .toList();
    }

    /** Where the recordings are gone, the few percentiles of the results still make a curve. */
    private static List<Quantile> fromResults(TrialResult trial) {
        Latency latency = trial.latency().get(Measure.DUE_TO_RECEIVE.tag());
        List<Quantile> quantiles = new ArrayList<>();
        if (latency != null && latency.count() > 0) {
            add(quantiles, 1, latency.minNanos());
            add(quantiles, 2, latency.p50Nanos());
            add(quantiles, 10, latency.p90Nanos());
            add(quantiles, 100, latency.p99Nanos());
            add(quantiles, 1_000, latency.p999Nanos());
            add(quantiles, (double) latency.count(), latency.maxNanos());
        }
        return quantiles;
    }

    private static void add(List<Quantile> quantiles, double oneIn, @Nullable Long nanos) {
        Optional.ofNullable(nanos).ifPresent(value -> quantiles.add(new Quantile(oneIn, value)));
    }

    private static List<@Nullable Double> inUnit(Metric metric, @Nullable Double... values) {
        List<@Nullable Double> inUnit = new ArrayList<>();
        for (Double value : values) {
            inUnit.add(value != null && metric.unit() == Metric.Unit.NANOS ? (Double) (value / 1e6) : value);
        }
        return inUnit;
    }
}
