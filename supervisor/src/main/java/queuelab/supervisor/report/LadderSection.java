package queuelab.supervisor.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.recording.Measure;
import queuelab.supervisor.analysis.LadderResult;
import queuelab.supervisor.analysis.LadderResult.Rung;
import queuelab.supervisor.analysis.Metric;
import queuelab.supervisor.analysis.PointKey;
import queuelab.supervisor.analysis.RatioInterval;
import queuelab.supervisor.analysis.RunResults;
import queuelab.supervisor.analysis.RunResults.Interval;
import queuelab.supervisor.analysis.TrialResult;
import queuelab.supervisor.analysis.Verdict;

/** “Ways to pass a message”: every way of a run from the fastest to the slowest. */
record LadderSection(List<Ladder> ladders) {
    private static final Metric P50 = Metric.latency(Measure.DUE_TO_RECEIVE, "p50Nanos");
    private static final Metric P99 = Metric.latency(Measure.DUE_TO_RECEIVE, "p99Nanos");

    /** One ladder in words and figures. */
    record Ladder(String title, String note, List<Row> rows) {}

    /** One way. */
    record Row(
            String way,
            String p50,
            String p50Range,
            String p99,
            String p99Range,
            String received,
            String receivedRange,
            String step,
            String toFirst,
            String lost) {}

    /**
     * What the script draws of one ladder, latency in milliseconds.
     *
     * @param byRate whether its axis is messages per second
     */
    record Chart(boolean byRate, List<RungMarks> rungs) {}

    /** One way: medians with their intervals, and every trial. */
    record RungMarks(String way, List<Mark> marks) {}

    /** One figure of one way: its median, the ends of its interval, which may be null, and that of each trial. */
    record Mark(
            String name,
            double median,
            @Nullable Double low,
            @Nullable Double high,
            List<Double> trials) {}

    static LadderSection of(RunResults results) {
        return new LadderSection(
                results.ladder().stream().map(LadderSection::ladder).toList());
    }

    boolean shown() {
        return !ladders.isEmpty();
    }

    private static Ladder ladder(LadderResult ladder) {
        boolean saturated = ladder.rungs().stream().anyMatch(Rung::saturated);
        String title = (ladder.byRate() ? "Saturating, " : "At " + ladder.load() + ", ") + ladder.size();
        String note = ladder.byRate()
                ? "Sorted by messages received per second, the most first: when saturating, latency is a queueing figure. A step is how many times fewer a way receives than the one above it."
                : "Sorted by the median of dueToReceive, the fastest first. A step is how many times longer a way takes than the one above it, with its 95 % interval.";
        return new Ladder(
                title,
                note,
                ladder.rungs().stream().map(rung -> row(rung, saturated)).toList());
    }

    private static Row row(Rung rung, boolean saturated) {
        String mark = saturated && rung.saturated() ? "*" : "";
        return new Row(
                rung.way(),
                median(rung.p50Nanos()) + (rung.p50Nanos() == null ? "" : mark),
                range(P50, rung.p50Nanos()),
                median(rung.p99Nanos()) + (rung.p99Nanos() == null ? "" : mark),
                range(P99, rung.p99Nanos()),
                Figures.number(rung.receivedPerSecond().median()),
                range(Metric.RECEIVED_PER_SECOND, rung.receivedPerSecond()),
                ratio(rung.step()),
                ratio(rung.toFirst()),
                Figures.count(rung.lost()));
    }

    private static String median(@Nullable Interval interval) {
        return interval == null ? "too few" : Figures.nanos(interval.median());
    }

    private static String range(Metric metric, @Nullable Interval interval) {
        return interval == null ? "" : Figures.range(metric.unit(), interval);
    }

    private static String ratio(@Nullable RatioInterval ratio) {
        return ratio == null ? Figures.NONE : Figures.ratio(ratio.ratio(), ratio.low(), ratio.high());
    }

    static List<Chart> charts(RunResults results) {
        List<Chart> charts = new ArrayList<>();
        for (LadderResult ladder : results.ladder()) {
            List<RungMarks> rungs = new ArrayList<>();
            for (Rung rung : ladder.rungs()) {
                List<Mark> marks = new ArrayList<>();
                if (ladder.byRate()) {
                    add(
                            marks,
                            "received",
                            rung.receivedPerSecond(),
                            values(results, rung, Metric.RECEIVED_PER_SECOND, 1));
                } else {
                    add(marks, "p50", inMillis(rung.p50Nanos()), values(results, rung, P50, 1e6));
                    add(marks, "p99", inMillis(rung.p99Nanos()), values(results, rung, P99, 1e6));
                }
                rungs.add(new RungMarks(rung.way(), marks));
            }
            charts.add(new Chart(ladder.byRate(), rungs));
        }
        return charts;
    }

    private static void add(List<Mark> marks, String name, @Nullable Interval interval, List<Double> trials) {
        if (interval != null) {
            marks.add(new Mark(name, interval.median(), interval.low(), interval.high(), trials));
        }
    }

    private static @Nullable Interval inMillis(@Nullable Interval nanos) {
        return nanos == null
                ? null
                : new Interval(nanos.median() / 1e6, millis(nanos.low()), millis(nanos.high()), nanos.n());
    }

    private static @Nullable Double millis(@Nullable Double nanos) {
        return nanos == null ? null : (Double) (nanos / 1e6);
    }

    private static List<Double> values(RunResults results, Rung rung, Metric metric, double unit) {
        PointKey key = new PointKey(rung.variant(), rung.point());
        List<Double> values = new ArrayList<>();
        for (TrialResult trial : results.trials()) {
            Double value = metric.of(trial);
            if (trial.verdict() == Verdict.PASS && PointKey.of(trial).equals(key) && value != null) {
                values.add(value / unit);
            }
        }
        return values;
    }
}
