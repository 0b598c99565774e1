package queuelab.supervisor.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import queuelab.exchange.recording.Measure;
import queuelab.supervisor.analysis.Metric;
import queuelab.supervisor.analysis.RatioInterval;
import queuelab.supervisor.report.RunComparison.Change;
import queuelab.supervisor.report.RunComparison.Judgement;
import queuelab.supervisor.report.RunComparison.PairedPoint;
import queuelab.supervisor.report.RunDifferences.Difference;

/** Two runs held against each other, for the terminal: per point the metrics that matter, then what differs around them, then the conditions. */
public final class ComparisonText {
    private static final List<Metric> SHOWN = List.of(
            Metric.RECEIVED_PER_SECOND,
            Metric.latency(Measure.DUE_TO_RECEIVE, "p50Nanos"),
            Metric.latency(Measure.DUE_TO_RECEIVE, "p99Nanos"),
            Metric.latency(Measure.DUE_TO_RECEIVE, "p999Nanos"),
            Metric.latency(Measure.DUE_TO_RECEIVE, "maxNanos"),
            Metric.CPU_PER_MESSAGE);

    private ComparisonText() {}

    /** The whole text, its last line ended. */
    public static String text(RunComparison comparison, RunDifferences differences, List<Judgement> judgements) {
        StringBuilder text = new StringBuilder("Second run ÷ first run, with 95 % intervals.\n");
        for (PairedPoint point : comparison.points()) {
            text.append('\n').append(point.label());
            text.append(point.note().isEmpty() ? "" : " (" + point.note() + ")").append('\n');
            append(text, lines(point, judgements));
        }
        if (comparison.points().isEmpty()) {
            text.append(
                    "\nThe two runs have no point in common: neither figures, settings nor brokers can be compared.\n");
        }
        comparison
                .onlyInA()
                .forEach(label ->
                        text.append("\nOnly in the first run: ").append(label).append('\n'));
        comparison
                .onlyInB()
                .forEach(label ->
                        text.append("\nOnly in the second run: ").append(label).append('\n'));
        append(text, "environment", differences.environment());
        if (!comparison.points().isEmpty()) {
            append(text, "scenario", differences.scenario());
            append(text, "broker configuration", differences.broker());
        }
        if (!judgements.isEmpty()) {
            text.append('\n');
            judgements.forEach(judgement -> text.append(line(judgement)).append('\n'));
        }
        return text.toString();
    }

    /** {@code +12 % [+8 to +16 %]}. */
    static String percent(RatioInterval ratio) {
        Double low = ratio.low();
        Double high = ratio.high();
        String change = percent(ratio.ratio()) + " %";
        return low == null || high == null ? change : change + " [" + percent(low) + " to " + percent(high) + " %]";
    }

    static String line(Judgement judgement) {
        String measured =
                judgement.change().map(change -> percent(change.ratio())).orElse("no figure on one side");
        return switch (judgement.state()) {
            case HOLDS ->
                "FAILED  " + judgement.label() + ": " + judgement.condition().text() + " holds: " + measured;
            case DOES_NOT_HOLD ->
                "passed  " + judgement.label() + ": " + judgement.condition().text() + " does not hold: " + measured;
            case TOO_FEW_TRIALS ->
                "unknown " + judgement.label() + ": " + judgement.condition().text()
                        + " cannot be judged, it takes 3 passed trials a side: " + measured;
        };
    }

    private static List<List<String>> lines(PairedPoint point, List<Judgement> judgements) {
        Stream<Metric> asked =
                judgements.stream().map(judgement -> judgement.condition().metric());
        List<List<String>> lines = new ArrayList<>();
        Stream.concat(SHOWN.stream(), asked)
                .distinct()
                .forEach(metric -> point.change(metric).ifPresent(change -> lines.add(line(change))));
        if (lines.isEmpty()) {
            lines.add(List.of("no passed trial with a figure on both sides"));
        }
        return lines;
    }

    private static List<String> line(Change change) {
        Metric metric = change.metric();
        return List.of(
                metric.name().replace("Nanos", ""),
                Figures.median(metric.unit(), change.medianOfA()),
                "→ " + Figures.median(metric.unit(), change.medianOfB()),
                percent(change.ratio()),
                change.ratio().low() == null
                        ? "too few trials"
                        : change.ratio().difference().word());
    }

    private static String percent(double ratio) {
        double percent = (ratio - 1) * 100;
        String number = String.format(Locale.ROOT, Math.abs(percent) < 10 ? "%+.1f" : "%+,.0f", percent);
        return number.replaceFirst("^[+-](0\\.0)$", "$1");
    }

    private static void append(StringBuilder text, List<List<String>> lines) {
        int columns = lines.getFirst().size();
        int[] widths = new int[columns];
        lines.forEach(line -> {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        });
        for (List<String> line : lines) {
            StringBuilder row = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                row.append("  ")
                        .append(line.get(i))
                        .repeat(' ', widths[i] - line.get(i).length());
            }
            text.append(row.toString().stripTrailing()).append('\n');
        }
    }

    private static void append(StringBuilder text, String what, List<Difference> differences) {
        if (differences.isEmpty()) {
            text.append("\nNo difference in ").append(what).append(".\n");
            return;
        }
        text.append("\nDifferent in ").append(what).append(":\n");
        append(
                text,
                differences.stream()
                        .map(difference ->
                                List.of(difference.where(), difference.name(), difference.a(), "→ " + difference.b()))
                        .toList());
    }
}
