package queuelab.benchmarks.peer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import queuelab.benchmarks.result.Table;
import queuelab.supervisor.analysis.MedianInterval;
import queuelab.supervisor.analysis.RatioInterval;

/** The turns of both sides, put together. */
final class Comparison {
    /** One pair: two turns, one after the other, in one order or the other. */
    record Pair(Sample lab, Sample peer, boolean labFirst) {}

    private final Map<Flow, List<Pair>> pairs;

    Comparison(Map<Flow, List<Pair>> pairs) {
        this.pairs = pairs;
    }

    /** All of them. */
    Map<Flow, List<Pair>> pairs() {
        return pairs;
    }

    /** How many pairs stand behind each of these rows, at least. */
    int fewestPairs(List<Row> rows) {
        return rows.stream().mapToInt(row -> measured(row).size()).min().orElse(0);
    }

    /** The table of those rows that were measured. */
    Table table(List<Row> rows) {
        List<List<String>> lines = new ArrayList<>();
        for (Row row : rows) {
            List<Pair> measured = measured(row);
            lines.add(measured.isEmpty() ? withoutFigure(row) : line(row, measured));
        }
        return new Table(
                List.of("1 KiB, one producer, one consumer", "lab", "peer", "lab ÷ peer", "goal", "met"), lines);
    }

    /** Every figure of every turn. */
    List<Map<String, Object>> document(List<Row> rows) {
        List<Map<String, Object>> document = new ArrayList<>();
        for (Row row : rows) {
            List<Pair> measured = measured(row);
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("row", row.word());
            entry.put("measure", row.words());
            entry.put("unit", row.unit() == Row.Unit.RATE ? "per second" : "nanoseconds");
            entry.put("goal", row.goal());
            entry.put("lab", figures(row, measured, Pair::lab));
            entry.put("peer", figures(row, measured, Pair::peer));
            if (!measured.isEmpty()) {
                entry.put("ratio", ratio(row, measured));
            }
            document.add(entry);
        }
        return document;
    }

    /** What the lab itself found wrong with its turns. */
    List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        pairs.forEach((flow, ofFlow) -> {
            long doubtful = ofFlow.stream()
                    .filter(pair -> !pair.lab().remarks().isEmpty())
                    .count();
            if (doubtful > 0) {
                String example = ofFlow.stream()
                        .flatMap(pair -> pair.lab().remarks().stream())
                        .findFirst()
                        .orElse("");
                remarks.add("The lab calls " + doubtful + " of its " + ofFlow.size() + " turns of " + flow.word()
                        + " invalid, for example: " + example);
            }
        });
        return remarks;
    }

    /** Those pairs in which both sides have the figure. */
    private List<Pair> measured(Row row) {
        return pairs.getOrDefault(row.flow(), List.of()).stream()
                .filter(pair -> row.of(pair.lab()) > 0 && row.of(pair.peer()) > 0)
                .toList();
    }

    private static List<String> line(Row row, List<Pair> measured) {
        RatioInterval ratio = ratio(row, measured);
        return List.of(
                row.words(),
                row.unit()
                        .words(MedianInterval.of(figures(row, measured, Pair::lab))
                                .median()),
                row.unit()
                        .words(MedianInterval.of(figures(row, measured, Pair::peer))
                                .median()),
                words(ratio),
                row.goal().ratio(),
                row.goal().met(ratio.ratio(), ratio.low(), ratio.high()));
    }

    private static List<String> withoutFigure(Row row) {
        return List.of(row.words(), "–", "–", "not measured", row.goal().ratio(), "–");
    }

    private static RatioInterval ratio(Row row, List<Pair> measured) {
        return RatioInterval.ofPairs(figures(row, measured, Pair::peer), figures(row, measured, Pair::lab));
    }

    private static double[] figures(Row row, List<Pair> measured, Function<Pair, Sample> side) {
        return measured.stream().mapToDouble(pair -> row.of(side.apply(pair))).toArray();
    }

    private static String words(RatioInterval ratio) {
        String interval = ratio.low() == null || ratio.high() == null
                ? ""
                : String.format(Locale.ROOT, " [%.2f–%.2f]", ratio.low(), ratio.high());
        return String.format(Locale.ROOT, "%.2f×", ratio.ratio()) + interval;
    }
}
