package queuelab.supervisor.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import queuelab.supervisor.analysis.ConsumersResult;
import queuelab.supervisor.analysis.ConsumersResult.Limit;
import queuelab.supervisor.analysis.ConsumersResult.Waiting;
import queuelab.supervisor.analysis.Metric;
import queuelab.supervisor.analysis.RunResults;
import queuelab.supervisor.analysis.ScalingResult;
import queuelab.supervisor.analysis.ScalingResult.Coefficient;
import queuelab.supervisor.analysis.ScalingResult.CurvePoint;
import queuelab.supervisor.analysis.ScalingResult.Fit;
import queuelab.supervisor.analysis.ScalingResult.Recommendation;

/**
 * “Consumers”: how far more of them carry, what limits each point and who gets the messages.
 *
 * @param charts how many charts of curves the script draws
 * @param fairness whether it draws shares
 * @param curves each curve in words and figures
 * @param points every point with more than one consumer, or on a curve
 * @param waiting theory against what was measured
 * @param little our own figures held against Little's law
 */
record ScalingSection(
        int charts,
        boolean fairness,
        List<Curve> curves,
        List<PointRow> points,
        List<WaitingRow> waiting,
        List<Fact> little) {

    /** One curve. */
    record Curve(String title, String fit, List<String> recommendations, List<CurveRow> rows) {}

    /** One number of consumers. */
    record CurveRow(
            String consumers,
            String received,
            String range,
            String relative,
            String efficiency,
            String limit,
            String flag) {}

    /** Who got what at one point, and what limited it. */
    record PointRow(String label, String consumers, String shares, String jain, List<String> limits) {}

    /** Waiting by theory and by measurement. */
    record WaitingRow(
            String label,
            String handling,
            String variation,
            String utilisation,
            String shared,
            String separate,
            String corrected,
            String measured,
            String words) {}

    static ScalingSection of(RunResults results, List<PointView> points) {
        Map<PointView, ConsumersResult> consumers = new LinkedHashMap<>();
        for (PointView point : points) {
            results.consumers().stream()
                    .filter(each -> each.variant().equals(point.variant())
                            && each.point().equals(point.point()))
                    .findFirst()
                    .ifPresent(each -> consumers.put(point, each));
        }
        boolean several = consumers.values().stream().anyMatch(each -> each.consumers() > 1);
        if (results.scaling().isEmpty() && !several) {
            return new ScalingSection(0, false, List.of(), List.of(), List.of(), List.of());
        }
        List<PointRow> rows = new ArrayList<>();
        List<WaitingRow> waiting = new ArrayList<>();
        List<Fact> little = new ArrayList<>();
        consumers.forEach((point, each) -> {
            rows.add(pointRow(point.label(), each));
            if (each.waiting() != null) {
                waiting.add(waitingRow(point.label(), each.waiting()));
            }
            if (each.little() != null) {
                little.add(new Fact(point.label(), each.little().words()));
            }
        });
        return new ScalingSection(
                ScalingCharts.of(results).size(),
                several,
                results.scaling().stream().map(ScalingSection::curve).toList(),
                rows,
                waiting,
                little);
    }

    boolean shown() {
        return !points.isEmpty();
    }

    private static Curve curve(ScalingResult curve) {
        return new Curve(
                title(curve),
                fitInWords(curve),
                curve.recommendations().stream().map(Recommendation::words).toList(),
                curve.points().stream().map(point -> row(point, curve)).toList());
    }

    /** {@code Processes, sleep 5ms, consumer.lock process}. */
    static String title(ScalingResult curve) {
        String label =
                Character.toUpperCase(curve.label().charAt(0)) + curve.label().substring(1);
        String others = settings(curve.settings());
        return label
                + (curve.work().equals("none") || others.contains("consumer.work") ? "" : ", work " + curve.work())
                + (others.isEmpty() ? "" : ", " + others);
    }

    static String settings(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + " " + setting.getValue())
                .collect(Collectors.joining(", "));
    }

    private static CurveRow row(CurvePoint point, ScalingResult curve) {
        int fewest = curve.points().getFirst().consumers();
        double efficiency = point.relative().ratio() * fewest / point.consumers();
        List<String> flags = new ArrayList<>();
        if (point.met()) {
            flags.add("rate met");
        }
        if (point.outOfCores()) {
            flags.add("out of cores");
        }
        return new CurveRow(
                Figures.count(point.consumers()),
                Figures.number(point.receivedPerSecond().median()),
                Figures.range(Metric.RECEIVED_PER_SECOND.unit(), point.receivedPerSecond()),
                point.consumers() == fewest
                        ? "1"
                        : Figures.ratio(
                                point.relative().ratio(),
                                point.relative().low(),
                                point.relative().high()),
                String.format(Locale.ROOT, "%.0f %%", efficiency * 100),
                point.limit(),
                String.join(", ", flags));
    }

    private static String fitInWords(ScalingResult curve) {
        Fit fit = curve.fit();
        if (fit == null) {
            return Objects.requireNonNullElse(curve.refusal(), "");
        }
        int most = curve.points().getLast().consumers();
        String note = curve.fitNote() == null ? "" : " " + curve.fitNote();
        return "Universal Scalability Law: one receives λ = " + coefficient(fit.lambda(), 1, "%,.1f")
                + "/s, contention α = "
                + coefficient(fit.alpha(), 100, "%.2f") + " %, coherence β = "
                + coefficient(fit.beta(), 1, "%.2g") + "; " + knee(fit.knee(), most) + note;
    }

    /** What lies far beyond the measured range is extrapolated, and said to be. */
    private static String knee(Coefficient knee, int most) {
        Double value = knee.value();
        if (value == null) {
            return "it has no knee: within what was measured, up to " + most + ", more never receive less.";
        }
        return "knee N* = " + coefficient(knee, 1, "%.0f")
                + (value > most ? ", beyond the " + most + " that were measured: it is extrapolated." : ".");
    }

    private static String coefficient(Coefficient coefficient, double factor, String format) {
        String value = number(coefficient.value(), factor, format);
        boolean interval = coefficient.low() != null;
        return interval
                ? value + " [" + number(coefficient.low(), factor, format) + " to "
                        + number(coefficient.high(), factor, format) + "]"
                : value;
    }

    private static String number(@Nullable Double value, double factor, String format) {
        return value == null ? "∞" : value == 0 ? "0" : String.format(Locale.ROOT, format, value * factor);
    }

    private static PointRow pointRow(String label, ConsumersResult point) {
        return new PointRow(
                label,
                point.processes() + " × " + point.threads(),
                shares(point.shares()),
                point.fairness() == null
                        ? Figures.NONE
                        : String.format(Locale.ROOT, "%.3f", point.fairness().median()),
                point.limits().stream().map(Limit::words).toList());
    }

    private static String shares(List<Double> shares) {
        if (shares.isEmpty()) {
            return Figures.NONE;
        }
        if (shares.size() <= 4) {
            return shares.stream().map(ScalingSection::percent).collect(Collectors.joining(" · "));
        }
        double lowest = shares.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double highest = shares.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        return percent(lowest) + " to " + percent(highest);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * 100);
    }

    private static WaitingRow waitingRow(String label, Waiting waiting) {
        return new WaitingRow(
                label,
                Figures.nanos(waiting.handlingNanos()),
                String.format(Locale.ROOT, "%.2f", waiting.handlingSquaredVariation()),
                percent(waiting.utilisation()),
                Figures.nanos(waiting.sharedQueueNanos()),
                Figures.nanos(waiting.separateQueuesNanos()),
                Figures.nanos(waiting.correctedNanos()),
                Figures.nanos(waiting.measuredNanos()),
                waiting.words());
    }
}
