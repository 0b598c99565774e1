package queuelab.benchmarks.own;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import queuelab.benchmarks.result.Goal;
import queuelab.benchmarks.result.Publication;
import queuelab.benchmarks.result.Table;
import queuelab.supervisor.analysis.MedianInterval;
import queuelab.supervisor.analysis.RunResults.Interval;
import tools.jackson.databind.JsonNode;

/** What was measured so far: lines of the table, and points of the curves. Owned by the benchmark's thread. */
final class Findings {
    private static final double MEGABYTE = 1e6;

    private final List<Figure> figures = new ArrayList<>();
    private final List<Growth> growth = new ArrayList<>();

    /** What a figure is shown in. */
    enum Unit {
        NANOS("%,.0f ns"),
        BYTES("%.2f B"),
        SECONDS("%.2f s"),
        MEGABYTES("%.1f MB"),
        MEBIBYTES("%.0f MiB"),
        RATIO("%.2f"),
        PERCENT("%.1f %%");

        private final String format;

        Unit(String format) {
            this.format = format;
        }

        String words(double figure) {
            return String.format(Locale.ROOT, format, figure);
        }
    }

    /**
     * One line of the table.
     *
     * @param samples each time it was measured, in its unit
     * @param goal absent where the figure is there to compare another with
     */
    record Figure(
            String measure,
            Unit unit,
            List<Double> samples,
            @Nullable Goal goal) {
        Figure {
            samples = List.copyOf(samples);
        }

        private Interval interval() {
            return MedianInterval.of(
                    samples.stream().mapToDouble(Double::doubleValue).toArray());
        }

        private List<String> cells() {
            Interval interval = interval();
            String range = interval.low() == null
                            || interval.high() == null
                            || samples.stream().distinct().count() == 1
                    ? ""
                    : " [" + unit.words(interval.low()) + " – " + unit.words(interval.high()) + "]";
            return List.of(
                    measure,
                    unit.words(interval.median()) + range,
                    goal == null ? "" : (goal.atLeast() ? "≥ " : "≤ ") + unit.words(goal.bound()),
                    goal == null ? "" : goal.met(interval.median(), interval.low(), interval.high()));
        }
    }

    /**
     * One point of a curve.
     *
     * @param units how many messages, processes or trials
     * @param bytes memory that it took, peak
     */
    record Growth(String curve, long units, double seconds, double bytes) {
        private List<String> cells() {
            return List.of(
                    curve,
                    String.format(Locale.ROOT, "%,d", units),
                    String.format(Locale.ROOT, "%.3f s", seconds),
                    perUnit(seconds),
                    String.format(Locale.ROOT, "%.0f MB", bytes / MEGABYTE),
                    String.format(Locale.ROOT, bytes / units < 1000 ? "%.1f B" : "%,.0f B", bytes / units));
        }

        private String perUnit(double whole) {
            return String.format(Locale.ROOT, "%,.3f µs", whole * 1e6 / units);
        }
    }

    /** Takes over what was measured before, but for what is measured anew: that replaces it, where it stood. */
    void resume(JsonNode document) {
        for (JsonNode figure : document.path("figures")) {
            figures.add(Publication.read(figure, Figure.class));
        }
        for (JsonNode point : document.path("growth")) {
            growth.add(Publication.read(point, Growth.class));
        }
    }

    private static <T> void put(List<T> list, T added, Predicate<T> same) {
        for (int i = 0; i < list.size(); i++) {
            if (same.test(list.get(i))) {
                list.set(i, added);
                return;
            }
        }
        list.add(added);
    }

    void figure(String measure, Unit unit, List<Double> samples, @Nullable Goal goal) {
        var figure = new Figure(measure, unit, samples, goal);
        put(figures, figure, other -> other.measure.equals(measure));
        System.err.println(String.join("  ", figure.cells()));
    }

    void growth(String curve, long units, double seconds, double bytes) {
        var point = new Growth(curve, units, seconds, bytes);
        put(growth, point, other -> other.curve.equals(curve) && other.units == units);
        System.err.println(String.join("  ", point.cells()));
    }

    String markdown() {
        return new Table(
                                List.of("measure", "median [95 % interval]", "goal", "met"),
                                figures.stream().map(Figure::cells).toList())
                        .markdown()
                + (growth.isEmpty()
                        ? ""
                        : "\n"
                                + new Table(
                                                List.of(
                                                        "what grows",
                                                        "units",
                                                        "time",
                                                        "per unit",
                                                        "memory",
                                                        "per unit "),
                                                growth.stream()
                                                        .map(Growth::cells)
                                                        .toList())
                                        .markdown());
    }

    Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("figures", figures);
        document.put("growth", growth);
        return document;
    }
}
