package queuelab.supervisor.report;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import queuelab.supervisor.analysis.Difference;
import queuelab.supervisor.analysis.LadderResult;
import queuelab.supervisor.analysis.LadderResult.Rung;
import queuelab.supervisor.analysis.Metric;
import queuelab.supervisor.analysis.RatioInterval;
import queuelab.supervisor.analysis.RunResults;
import queuelab.supervisor.analysis.RunResults.Interval;

/** What a run found about the ways it sent its messages, in one sentence for each ladder. */
final class LadderAnswer {
    private final RunResults results;

    LadderAnswer(RunResults results) {
        this.results = results;
    }

    List<String> sentences() {
        return results.ladder().stream().map(LadderAnswer::sentence).toList();
    }

    /** Whether both stand on one ladder, which compares them. */
    boolean covers(PointView a, PointView b) {
        return results.ladder().stream().anyMatch(ladder -> has(ladder, a) && has(ladder, b));
    }

    private static boolean has(LadderResult ladder, PointView point) {
        return ladder.rungs().stream()
                .anyMatch(rung ->
                        rung.variant().equals(point.variant()) && rung.point().equals(point.point()));
    }

    private static String sentence(LadderResult ladder) {
        Rung first = ladder.rungs().getFirst();
        Rung last = ladder.rungs().getLast();
        long lost = ladder.rungs().stream().mapToLong(Rung::lost).sum();
        String head = ladder.byRate()
                ? "Saturating, " + first.way() + " carries most of "
                        + ladder.rungs().size() + " ways, "
                        + rate(first.receivedPerSecond()) + asGood(ladder) + "; " + last.way() + " least, "
                        + rate(last.receivedPerSecond())
                        + times(last.toFirst(), ", a factor of ")
                : "At " + ladder.load() + " " + first.way() + " is the fastest of "
                        + ladder.rungs().size()
                        + " ways, p50 " + time(first.p50Nanos()) + asGood(ladder) + "; " + last.way()
                        + " the slowest, p50 "
                        + time(last.p50Nanos())
                        + times(last.toFirst(), ", a factor of ");
        return head
                + broker(ladder)
                + (lost == 0 ? "; no message was lost in any." : "; " + Figures.count(lost) + " lost.");
    }

    /** Who comes first may be chance: those whose interval against the first does not exclude it, where there are enough trials for one. */
    private static String asGood(LadderResult ladder) {
        List<String> ways = ladder.rungs().stream()
                .filter(rung -> rung.toFirst() != null
                        && rung.toFirst().low() != null
                        && rung.toFirst().difference() == Difference.NOT_DISTINGUISHABLE)
                .map(Rung::way)
                .toList();
        return ways.isEmpty() ? "" : " (not distinguishable from it: " + String.join("; ", ways) + ")";
    }

    /** What going through the broker at all adds to the fastest way between two processes that share no memory. */
    private static String broker(LadderResult ladder) {
        Optional<Rung> direct = ladder.rungs().stream()
                .filter(rung -> List.of("pipe", "unix", "tcp").contains(rung.way()))
                .findFirst();
        Optional<Rung> broker = ladder.rungs().stream()
                .filter(rung -> rung.way().startsWith("queue"))
                .findFirst();
        if (ladder.byRate() || direct.isEmpty() || broker.isEmpty()) {
            return "";
        }
        Interval without = direct.get().p50Nanos();
        Interval with = broker.get().p50Nanos();
        if (without == null || with == null || with.median() <= without.median()) {
            return "";
        }
        return "; the broker (" + broker.get().way() + ") adds " + Figures.nanos(with.median() - without.median())
                + " to the median of " + direct.get().way();
    }

    private static String times(@Nullable RatioInterval ratio, String words) {
        return ratio == null ? "" : words + Figures.ratio(ratio.ratio(), ratio.low(), ratio.high());
    }

    private static String time(@Nullable Interval interval) {
        return interval == null ? Figures.NONE : Figures.withRange(Metric.Unit.NANOS, interval);
    }

    private static String rate(Interval interval) {
        return Figures.withRange(Metric.Unit.MESSAGES_PER_SECOND, interval) + "/s";
    }
}
