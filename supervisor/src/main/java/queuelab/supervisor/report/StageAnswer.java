package queuelab.supervisor.report;

import java.util.List;
import java.util.Optional;
import queuelab.exchange.recording.Measure;
import queuelab.supervisor.analysis.Metric;
import queuelab.supervisor.analysis.RunResults.Comparison;
import queuelab.supervisor.analysis.Stage;

/** The sentence that says where the difference between two points sits. */
final class StageAnswer {
    private static final String WHOLE =
            Metric.latency(Measure.SEND_TO_RECEIVE, "meanNanos").name();

    private StageAnswer() {}

    /** Empty where the two cannot be told apart, are saturated, or have no stages: then there is no difference to place. */
    static Optional<String> of(PointView a, PointView b, List<Comparison> comparisons) {
        if (a.latencyIsQueueing() || b.latencyIsQueueing()) {
            return Optional.empty();
        }
        return comparisons.stream()
                .filter(comparison -> comparison.metric().equals(WHOLE)
                        && comparison.point().equals(a.point())
                        && comparison.a().equals(a.variant())
                        && comparison.b().equals(b.variant())
                        && comparison.low() != null
                        && !comparison.verdict().equals("not distinguishable"))
                .findFirst()
                .flatMap(comparison -> comparison.ratio() < 1 ? placed(b, a) : placed(a, b));
    }

    private static Optional<String> placed(PointView less, PointView more) {
        StageMeans before = StageMeans.of(less);
        StageMeans after = StageMeans.of(more);
        double added = after.sum() - before.sum();
        if (before.isEmpty() || after.isEmpty() || added <= 0) {
            return Optional.empty();
        }
        Stage most = Stage.CLIENT_TO_BROKER;
        for (Stage stage : Stage.values()) {
            if (after.of(stage) - before.of(stage) > after.of(most) - before.of(most)) {
                most = stage;
            }
        }
        double inMost = after.of(most) - before.of(most);
        String where = inMost <= added
                ? "Of the %1$s that %2$s adds to the mean time from sending to receipt, %3$s are in the stage “%4$s”."
                : "%2$s adds %1$s to the mean time from sending to receipt: %3$s more in the stage “%4$s”, less in the others.";
        return Optional.of(
                where.formatted(Figures.nanos(added), more.variant(), Figures.nanos(inMost), most.inWords()));
    }
}
