package queuelab.supervisor.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.recording.Measure;
import queuelab.supervisor.analysis.Happened;
import queuelab.supervisor.analysis.Happened.Backlog;
import queuelab.supervisor.analysis.Happened.FaultFacts;
import queuelab.supervisor.analysis.Metric;
import queuelab.supervisor.analysis.TrialResult;
import queuelab.supervisor.analysis.TrialResult.QueueDelivery;

/**
 * “What was done to it, and what came of it”: the price of each point's faults, every fault with its facts, and the backlogs of trials whose
 * settings changed.
 *
 * @param prices one row a point, with and without faults, where any point has some
 * @param bars the longest silence of each point after a fault, on one scale
 * @param faults one row a fault
 * @param backlogs one row a trial in which settings changed or something went wrong
 * @param notes what a reader must know
 */
record HappenedSection(
        List<PriceRow> prices, List<Bar> bars, List<FaultRow> faults, List<BacklogRow> backlogs, List<String> notes) {
    private static final String KILLED = "a process was killed, not the power cut";

    /** What one point costs and what its faults took. Counts are sums over its trials, times the longest of them. */
    record PriceRow(
            String label,
            int trials,
            String received,
            String p99,
            String killed,
            String lost,
            String indeterminate,
            String duplicated,
            String redelivered,
            String deadLettered,
            String left,
            String silence,
            String mended,
            String rateBack) {}

    /** A length of time as a share of the longest, in percent. */
    record Bar(String label, String width, String words) {}

    record FaultRow(
            String trial,
            String at,
            String what,
            String tests,
            String silence,
            String mended,
            String rateBack,
            String journal) {}

    record BacklogRow(String trial, String changes, String peak, String built, String caughtUp) {}

    boolean shown() {
        return !faults.isEmpty() || !backlogs.isEmpty();
    }

    static HappenedSection of(List<PointView> points) {
        boolean anyFault = points.stream()
                .flatMap(point -> point.trials().stream())
                .map(TrialResult::happened)
                .anyMatch(happened -> happened != null && !happened.faults().isEmpty());
        List<FaultRow> faults = new ArrayList<>();
        List<BacklogRow> backlogs = new ArrayList<>();
        for (PointView point : points) {
            for (TrialResult trial : point.trials()) {
                Happened happened = trial.happened();
                if (happened != null) {
                    happened.faults().forEach(fault -> faults.add(row(trial, fault)));
                    backlogs.add(row(trial, happened));
                }
            }
        }
        return new HappenedSection(
                anyFault ? points.stream().map(HappenedSection::price).toList() : List.of(),
                bars(points),
                faults,
                backlogs,
                notes(anyFault));
    }

    private static PriceRow price(PointView point) {
        List<TrialResult> trials = point.trials();
        List<QueueDelivery> queues =
                trials.stream().flatMap(trial -> trial.queues().stream()).toList();
        long arrived =
                queues.stream().mapToLong(QueueDelivery::indeterminateArrived).sum();
        long missing =
                queues.stream().mapToLong(QueueDelivery::indeterminateMissing).sum();
        return new PriceRow(
                point.label(),
                trials.size(),
                median(point, Metric.RECEIVED_PER_SECOND),
                median(point, Metric.latency(Measure.DUE_TO_RECEIVE, "p99Nanos")),
                killed(trials),
                point.lostInWords(),
                arrived + missing == 0 ? "0" : Figures.count(arrived) + " / " + Figures.count(missing),
                Figures.count(point.duplicated()),
                Figures.count(
                        queues.stream().mapToLong(QueueDelivery::redelivered).sum()),
                Figures.count(queues.stream().mapToLong(QueueDelivery::killed).sum()),
                Figures.count(queues.stream().mapToLong(QueueDelivery::residual).sum()),
                longest(trials, Happened::longestSilenceNanos),
                longest(trials, Happened::longestMendingNanos),
                longest(trials, Happened::longestRateBackNanos));
    }

    private static String median(PointView point, Metric metric) {
        return point.median(metric)
                .map(interval -> Figures.median(metric.unit(), interval.median()))
                .orElse(Figures.NONE);
    }

    private static String killed(List<TrialResult> trials) {
        long kills = trials.stream()
                .map(TrialResult::happened)
                .filter(Objects::nonNull)
                .flatMap(happened -> happened.faults().stream())
                .filter(FaultFacts::processKilled)
                .count();
        return kills == 0 ? Figures.NONE : kills + " × kill -9: " + KILLED;
    }

    private static @Nullable Double longestNanos(
            List<TrialResult> trials, Function<Happened, @Nullable Double> length) {
        return trials.stream()
                .map(TrialResult::happened)
                .filter(Objects::nonNull)
                .map(length)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private static String longest(List<TrialResult> trials, Function<Happened, @Nullable Double> length) {
        return length(longestNanos(trials, length));
    }

    private static List<Bar> bars(List<PointView> points) {
        double longest = points.stream()
                .map(point -> longestNanos(point.trials(), Happened::longestSilenceNanos))
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
        List<Bar> bars = new ArrayList<>();
        for (PointView point : points) {
            Double silence = longestNanos(point.trials(), Happened::longestSilenceNanos);
            if (silence != null && longest > 0) {
                bars.add(new Bar(
                        point.label(),
                        String.format(Locale.ROOT, "%.1f", 100 * silence / longest),
                        length(silence) + ", lost " + point.lostInWords()));
            }
        }
        return bars;
    }

    private static FaultRow row(TrialResult trial, FaultFacts fault) {
        Long reloaded = fault.messagesReloaded();
        return new FaultRow(
                trial.id(),
                length((double) fault.atNanos()),
                fault.what(),
                fault.processKilled() ? KILLED : "",
                length(fault.silenceNanos()),
                length(fault.mendedNanos()),
                length(fault.rateBackNanos()),
                reloaded == null ? "" : Figures.count(reloaded) + " messages, " + length(fault.journalNanos()));
    }

    private static BacklogRow row(TrialResult trial, Happened happened) {
        Backlog backlog = happened.backlog();
        String changes = String.join(
                "; ",
                happened.changes().stream()
                        .map(change -> length((double) change.atNanos()) + ": " + change.what())
                        .toList());
        if (backlog == null) {
            return new BacklogRow(trial.id(), changes, "none", Figures.NONE, Figures.NONE);
        }
        return new BacklogRow(
                trial.id(),
                changes,
                Figures.count(backlog.peakMessages()) + " messages at " + length((double) backlog.peakNanos()),
                length((double) (backlog.peakNanos() - backlog.fromNanos())),
                backlog.caughtUpNanos() == null ? "not seen" : length(backlog.caughtUpNanos()));
    }

    private static List<String> notes(boolean anyFault) {
        List<String> notes = new ArrayList<>();
        notes.add(
                "Times count from the start of measuring. A backlog is more than a moment's messages: over 50, and over what"
                        + " arrives in 100 ms; it is looked at once a second.");
        if (anyFault) {
            notes.add(
                    "Silence: the longest time after the fault in which no consumer received anything (under 100 ms reads 0)."
                            + " Mended: until the process, or the one in its place, took part again. Rate back: until consumers received"
                            + " 90 % of the rate before, to the second; – where that was not seen within the window."
                            + " Unknown fate: sends whose confirmation was lost, arrived / not arrived; neither is a loss.");
            notes.add(
                    "Every kill here is the death of a process: what the operating system held for it survived. A loss of power is"
                            + " another test.");
        }
        return notes;
    }

    private static String length(@Nullable Number nanos) {
        if (nanos == null) {
            return Figures.NONE;
        }
        return nanos.doubleValue() == 0 ? "0" : Figures.nanos(nanos.doubleValue());
    }
}
