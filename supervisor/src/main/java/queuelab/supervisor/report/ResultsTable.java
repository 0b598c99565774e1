package queuelab.supervisor.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;
import queuelab.exchange.recording.Measure;
import queuelab.supervisor.analysis.Metric;
import queuelab.supervisor.analysis.RunResults;
import queuelab.supervisor.analysis.RunResults.Interval;
import queuelab.supervisor.analysis.TrialResult;
import queuelab.supervisor.analysis.Verdict;

/**
 * A run's results for the terminal: per point the medians over its repeats, under each its 95 % interval where there is one, then the
 * answer, the reasons, and where the results lie. At most {@value #WIDTH} columns as long as the figures allow.
 */
public final class ResultsTable {
    private static final int WIDTH = 120;
    private static final int NARROWEST_POINT = 16;
    private static final String GAP = "  ";
    private static final List<String> HEADER = List.of(
            "point", "offered/s", "sent/s", "received/s", "p50", "p99", "p99.9", "max", "lost", "dupl.", "verdict");
    private static final List<Metric> RATES =
            List.of(Metric.OFFERED_PER_SECOND, Metric.SENT_PER_SECOND, Metric.RECEIVED_PER_SECOND);
    private static final List<Metric> LATENCIES = List.of(
            Metric.latency(Measure.DUE_TO_RECEIVE, "p50Nanos"),
            Metric.latency(Measure.DUE_TO_RECEIVE, "p99Nanos"),
            Metric.latency(Measure.DUE_TO_RECEIVE, "p999Nanos"),
            Metric.latency(Measure.DUE_TO_RECEIVE, "maxNanos"));

    private final Ansi ansi;

    private ResultsTable(Ansi ansi) {
        this.ansi = ansi;
    }

    /**
     * The whole text, its last line ended.
     *
     * @param folder where the results lie, said in the last line; none where they were not written
     * @param ansi whether to colour; only the lab's own words are, never a scenario's
     */
    public static String text(RunResults results, @Nullable Path folder, Ansi ansi) {
        return new ResultsTable(ansi).render(results, folder);
    }

    private String render(RunResults results, @Nullable Path folder) {
        List<PointView> points = PointView.of(results);
        StringBuilder text = new StringBuilder();
        if (!points.isEmpty()) {
            appendTable(text, points);
        }
        Answer answer = Answer.of(results);
        text.append('\n');
        for (String sentence : answer.sentences()) {
            text.append(visible(sentence)).append('\n');
        }
        List<String> journals = JournalWords.lines(points);
        if (!journals.isEmpty()) {
            text.append('\n');
            journals.forEach(line -> text.append(visible(line)).append('\n'));
        }
        appendReasons(text, results.trials());
        if (folder != null) {
            text.append("\nResults: ").append(folder).append('\n');
        }
        return text.toString();
    }

    private void appendTable(StringBuilder text, List<PointView> points) {
        List<List<String>> lines = new ArrayList<>(List.of(HEADER));
        for (PointView point : points) {
            lines.add(medians(point));
            List<String> intervals = intervals(point);
            if (intervals.stream().anyMatch(cell -> !cell.isEmpty())) {
                lines.add(intervals);
            }
        }
        int[] widths = widths(lines);
        for (List<String> line : lines) {
            text.append(row(line, widths).stripTrailing()).append('\n');
        }
        text.append('\n').append(note(points)).append('\n');
    }

    private static List<String> medians(PointView point) {
        List<String> cells = new ArrayList<>(List.of(visible(point.label())));
        RATES.forEach(rate -> cells.add(point.median(rate)
                .map(median -> Figures.number(median.median()))
                .orElse(rate.equals(Metric.OFFERED_PER_SECOND) && point.saturates() ? "saturate" : Figures.NONE)));
        String mark = point.latencyIsQueueing() ? "*" : "";
        LATENCIES.forEach(metric -> cells.add(point.median(metric)
                .map(median -> Figures.nanos(median.median()) + mark)
                .orElse(point.count(Verdict.PASS) == 0 ? Figures.NONE : "too few")));
        cells.add(point.lostInWords());
        cells.add(Figures.count(point.duplicated()));
        cells.add(point.verdictInWords());
        return cells;
    }

    private static List<String> intervals(PointView point) {
        List<String> cells = new ArrayList<>(List.of("", ""));
        for (Metric metric : List.of(Metric.SENT_PER_SECOND, Metric.RECEIVED_PER_SECOND)) {
            cells.add(range(point.median(metric), metric));
        }
        LATENCIES.forEach(metric -> cells.add(range(point.median(metric), metric)));
        cells.addAll(List.of("", "", ""));
        return cells;
    }

    private static String range(Optional<Interval> median, Metric metric) {
        return median.map(interval -> Figures.range(metric.unit(), interval)).orElse("");
    }

    private static int[] widths(List<List<String>> lines) {
        int[] widths = new int[HEADER.size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        int total = Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1);
        widths[0] = Math.max(Math.min(NARROWEST_POINT, widths[0]), widths[0] - Math.max(0, total - WIDTH));
        return widths;
    }

    private String row(List<String> cells, int[] widths) {
        StringBuilder row = new StringBuilder();
        int last = cells.size() - 1;
        for (int i = 0; i < cells.size(); i++) {
            String cell = fitted(cells.get(i), widths[i]);
            String padding = " ".repeat(widths[i] - cell.length());
            boolean toTheLeft = i == 0 || i == last;
            String shown = i == last ? coloured(cell) : cell;
            row.append(i == 0 ? "" : GAP).append(toTheLeft ? shown + padding : padding + shown);
        }
        return row.toString();
    }

    /** What tells points apart stands at the end of their labels as often as at the beginning: shortened in the middle. */
    private static String fitted(String cell, int width) {
        int end = width / 2;
        return cell.length() <= width
                ? cell
                : cell.substring(0, width - 1 - end) + "…" + cell.substring(cell.length() - end);
    }

    /** Names and log lines may carry what would move a terminal's cursor. */
    private static String visible(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\n]]", "?");
    }

    private String coloured(String verdict) {
        String style = verdict.startsWith("fail") ? "red,bold" : verdict.startsWith("invalid") ? "yellow,bold" : "";
        style = verdict.equals("pass") ? "green" : style;
        return style.isEmpty() ? verdict : ansi.string("@|" + style + " " + verdict + "|@");
    }

    private static String note(List<PointView> points) {
        TreeSet<Integer> repeats = new TreeSet<>();
        points.forEach(point -> repeats.add((int) point.count(Verdict.PASS)));
        repeats.remove(0);
        StringBuilder note = new StringBuilder("Latency is dueToReceive.");
        if (!repeats.isEmpty()) {
            String trials = repeats.first().equals(repeats.last())
                    ? String.valueOf(repeats.first())
                    : repeats.first() + " to " + repeats.last();
            note.append(
                    repeats.last() == 1
                            ? " One trial a point:"
                            : " Medians of " + trials + " trials a point"
                                    + (repeats.last() >= 3 ? ", 95 % intervals below." : ":"));
            if (repeats.first() < 3) {
                note.append(repeats.last() >= 3 ? " Fewer than 3:" : "").append(" no interval.");
            }
        }
        if (points.stream().anyMatch(PointView::latencyIsQueueing)) {
            note.append("\n* saturated: time spent queueing, not a stable latency.");
        }
        return note.toString();
    }

    private static void appendReasons(StringBuilder text, List<TrialResult> trials) {
        List<TrialResult> bad =
                trials.stream().filter(trial -> trial.verdict() != Verdict.PASS).toList();
        if (!bad.isEmpty()) {
            text.append('\n');
        }
        for (TrialResult trial : bad) {
            text.append(trial.verdict().word()).append(' ').append(trial.id()).append('\n');
            trial.reasons()
                    .forEach(reason -> text.append("  ").append(visible(reason)).append('\n'));
        }
    }
}
