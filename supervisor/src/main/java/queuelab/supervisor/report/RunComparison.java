package queuelab.supervisor.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import queuelab.supervisor.analysis.Metric;
import queuelab.supervisor.analysis.RatioInterval;
import queuelab.supervisor.analysis.RunResults;
import queuelab.supervisor.analysis.RunStatistics;
import queuelab.supervisor.analysis.Verdict;
import queuelab.supervisor.report.FailCondition.State;

/**
 * Two runs held against each other, equal points in pairs.
 *
 * @param points in the order of the first run
 * @param onlyInA points of the first run that the second does not have, in words
 * @param onlyInB the other way round
 */
public record RunComparison(List<PairedPoint> points, List<String> onlyInA, List<String> onlyInB) {
    public RunComparison {
        points = List.copyOf(points);
        onlyInA = List.copyOf(onlyInA);
        onlyInB = List.copyOf(onlyInB);
    }

    /** A point that both runs have; metrics of which a side has no figure, or one of 0, are absent. */
    public record PairedPoint(String label, List<Change> changes, String note) {
        public PairedPoint {
            changes = List.copyOf(changes);
        }

        /** The change of one metric. */
        Optional<Change> change(Metric metric) {
            return changes.stream()
                    .filter(change -> change.metric().equals(metric))
                    .findFirst();
        }
    }

    /** How a metric changed: second run ÷ first run. */
    public record Change(Metric metric, double medianOfA, double medianOfB, RatioInterval ratio) {}

    /** A condition at a point. */
    public record Judgement(FailCondition condition, String label, State state, Optional<Change> change) {}

    public static RunComparison of(RunResults a, RunResults b) {
        List<PointView> ofA = PointView.of(a);
        List<PointView> ofB = PointView.of(b);
        List<PairedPoint> paired = new ArrayList<>();
        List<String> onlyInA = new ArrayList<>();
        for (PointView first : ofA) {
            find(first, ofB)
                    .ifPresentOrElse(second -> paired.add(pair(first, second)), () -> onlyInA.add(first.label()));
        }
        List<String> onlyInB = ofB.stream()
                .filter(second -> find(second, ofA).isEmpty())
                .map(PointView::label)
                .toList();
        return new RunComparison(paired, onlyInA, onlyInB);
    }

    /** Every condition at every point that has its metric on both sides. */
    public List<Judgement> judge(List<FailCondition> conditions) {
        List<Judgement> judgements = new ArrayList<>();
        for (FailCondition condition : conditions) {
            for (PairedPoint point : points) {
                Optional<Change> change = point.change(condition.metric());
                State state = change.map(known -> condition.of(known.ratio())).orElse(State.TOO_FEW_TRIALS);
                judgements.add(new Judgement(condition, point.label(), state, change));
            }
        }
        return judgements;
    }

    private static Optional<PointView> find(PointView point, List<PointView> others) {
        return others.stream()
                .filter(other ->
                        other.variant().equals(point.variant()) && other.point().equals(point.point()))
                .findFirst();
    }

    private static PairedPoint pair(PointView a, PointView b) {
        List<Change> changes = new ArrayList<>();
        for (Metric metric : Metric.all()) {
            double[] ofA = RunStatistics.passedValues(metric, a.trials());
            double[] ofB = RunStatistics.passedValues(metric, b.trials());
            if (metric.compared() && RunStatistics.haveRatio(ofA, ofB)) {
                RatioInterval ratio = RatioInterval.of(ofA, ofB);
                double medianOfA = a.median(metric).orElseThrow().median();
                changes.add(new Change(
                        metric, medianOfA, b.median(metric).orElseThrow().median(), ratio));
            }
        }
        List<String> notes = new ArrayList<>();
        if (a.verdict() != Verdict.PASS) {
            notes.add("first run: " + a.verdictInWords());
        }
        if (b.verdict() != Verdict.PASS) {
            notes.add("second run: " + b.verdictInWords());
        }
        if (a.latencyIsQueueing() || b.latencyIsQueueing()) {
            notes.add("saturated: latency is time spent queueing");
        }
        return new PairedPoint(a.label(), changes, String.join("; ", notes));
    }
}
