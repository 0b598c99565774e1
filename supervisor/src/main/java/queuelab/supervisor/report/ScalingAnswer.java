package queuelab.supervisor.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import queuelab.supervisor.analysis.ConsumersResult;
import queuelab.supervisor.analysis.ConsumersResult.Limit;
import queuelab.supervisor.analysis.ConsumersResult.LimitKind;
import queuelab.supervisor.analysis.Metric;
import queuelab.supervisor.analysis.RunResults;
import queuelab.supervisor.analysis.ScalingResult;
import queuelab.supervisor.analysis.ScalingResult.CurvePoint;
import queuelab.supervisor.analysis.ScalingResult.Recommendation;

/** What a run found about its consumers, in sentences: how far more of them carry, and whom prefetch starves. */
final class ScalingAnswer {
    /** Jain's index from which shares are called even: for two, 55 % and 45 %. */
    private static final double EVEN = 0.99;

    private final RunResults results;

    ScalingAnswer(RunResults results) {
        this.results = results;
    }

    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        results.scaling().forEach(curve -> sentences.add(curve(curve)));
        sentences.addAll(starvation());
        return sentences;
    }

    /** Whether these sentences say of a point all that a sentence about it alone would. */
    boolean covers(PointView point) {
        return curves().anyMatch(
                        curve -> has(curve, point) && curve.points().stream().anyMatch(measured -> !measured.met()));
    }

    /** The same for a comparison of two points. */
    boolean covers(PointView a, PointView b) {
        return curves().anyMatch(curve -> has(curve, a) && has(curve, b))
                || (covers(a) && covers(b))
                || starved(a)
                || starved(b);
    }

    private Stream<ScalingResult> curves() {
        return results.scaling().stream();
    }

    private static boolean has(ScalingResult curve, PointView point) {
        return curve.points().stream()
                .anyMatch(measured -> measured.variant().equals(point.variant())
                        && measured.point().equals(point.point()));
    }

    private boolean starved(PointView point) {
        return results.consumers().stream()
                .anyMatch(consumers -> consumers.variant().equals(point.variant())
                        && consumers.point().equals(point.point())
                        && starvation(consumers).isPresent());
    }

    private String curve(ScalingResult curve) {
        CurvePoint fewest = curve.points().getFirst();
        CurvePoint most = curve.points().getLast();
        String where = settings(curve.settings());
        Optional<Recommendation> forRate = curve.recommendations().stream()
                .filter(recommendation -> recommendation.target().equals("rate"))
                .findFirst();
        if (curve.points().stream().allMatch(CurvePoint::met)) {
            return "From " + fewest.consumers() + " to " + most.consumers() + " " + curve.label() + where
                    + " all of the offered rate was received: how far more would carry is not to be seen at this rate.";
        }
        if (curve.points().stream().anyMatch(CurvePoint::met) && forRate.isPresent()) {
            return forRate.get().words() + " " + count(fewest.consumers(), curve) + where + " received "
                    + perSecond(fewest) + (fewest.met() ? "." : " and fell behind.");
        }
        CurvePoint best = curve.points().stream()
                .max(Comparator.comparingDouble(
                        point -> point.receivedPerSecond().median()))
                .orElse(most);
        String times = Figures.ratio(
                most.relative().ratio(), most.relative().low(), most.relative().high());
        String sentence = count(most.consumers(), curve) + work(curve) + where + " received " + times + " of what "
                + fewest.consumers() + " did";
        Double low = best.relative().low();
        Double high = most.relative().high();
        if (low != null && high != null && low > high) {
            sentence += ", less than " + best.consumers() + " with "
                    + Figures.ratio(
                            best.relative().ratio(), low, best.relative().high());
        }
        return sentence + limit(most) + ".";
    }

    private static String count(int consumers, ScalingResult curve) {
        return consumers + " "
                + (consumers == 1 ? curve.kind().equals(ScalingResult.THREADS) ? "thread" : "process" : curve.label());
    }

    private static String work(ScalingResult curve) {
        return curve.work().equals("none") ? "" : " with “" + curve.work() + "” of work";
    }

    private static String settings(Map<String, String> settings) {
        return settings.isEmpty()
                ? ""
                : settings.entrySet().stream()
                        .map(setting -> setting.getKey() + " " + setting.getValue())
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    private static String perSecond(CurvePoint point) {
        return Figures.withRange(Metric.RECEIVED_PER_SECOND.unit(), point.receivedPerSecond()) + " messages per second";
    }

    private String limit(CurvePoint point) {
        return results.consumers().stream()
                .filter(consumers -> consumers.variant().equals(point.variant())
                        && consumers.point().equals(point.point()))
                .flatMap(consumers -> consumers.limits().stream())
                .findFirst()
                .map(limit -> "; what limited " + (point.consumers() == 1 ? "it" : "them") + ": " + limit.words())
                .orElse("");
    }

    private List<String> starvation() {
        List<String> sentences = new ArrayList<>();
        if (results.consumers().stream().noneMatch(point -> starvation(point).isPresent())) {
            return sentences;
        }
        for (ConsumersResult point : results.consumers()) {
            String name = point.variant() + (point.point().isEmpty() ? "" : settings(point.point()));
            starvation(point).ifPresent(limit -> sentences.add(name + ": " + limit.words() + "."));
            if (starvation(point).isEmpty()
                    && point.consumers() > 1
                    && point.fairness() != null
                    && point.fairness().median() >= EVEN) {
                sentences.add(name + ": shares are even (" + shares(point) + ", Jain's index "
                        + String.format(Locale.ROOT, "%.3f", point.fairness().median()) + ").");
            }
        }
        return sentences;
    }

    private static Optional<Limit> starvation(ConsumersResult point) {
        return point.limits().stream()
                .filter(limit -> limit.is(LimitKind.PREFETCH))
                .findFirst();
    }

    private static String shares(ConsumersResult point) {
        double low =
                point.shares().stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double high =
                point.shares().stream().mapToDouble(Double::doubleValue).max().orElse(0);
        return String.format(Locale.ROOT, "%.1f to %.1f %% each", low * 100, high * 100);
    }
}
