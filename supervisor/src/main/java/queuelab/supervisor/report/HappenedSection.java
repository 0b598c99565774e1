package queuelab.supervisor.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.recording.Measure;
import queuelab.supervisor.analysis.Happened;
import queuelab.supervisor.analysis.Happened.Backlog;
import queuelab.supervisor.analysis.Happened.FaultFacts;
import queuelab.supervisor.analysis.Happened.Messages;
import queuelab.supervisor.analysis.Metric;
import queuelab.supervisor.analysis.TrialResult;
import queuelab.supervisor.analysis.TrialResult.QueueDelivery;

/**
 * “What was done to it, and what came of it”: the price of each point's faults, every fault with its facts, and the backlogs of trials whose
 * settings changed.
 *
 * @param prices one row a point, with and without faults, where any point has some
 * @param groups what each kind of fault took of each variant, on one scale
 * @param faults one row a fault
 * @param backlogs one row a trial in which settings changed or something went wrong
 * @param notes what a reader must know
 */
record HappenedSection(
        List<PriceRow> prices,
        List<Group> groups,
        List<FaultRow> faults,
        List<BacklogRow> backlogs,
        List<String> notes) {
    private static final String KILLED = "a process was killed, not the power cut";

    /** What one point costs and what its faults took. Counts are sums over its trials, times the longest of them. */
    record PriceRow(
            String label,
            String received,
            String p99,
            String lost,
            boolean anyLost,
            String duplicated,
            String silence,
            String mended,
            String rateBack,
            String tests,
            String indeterminate,
            String redelivered,
            String deadLettered,
            String left,
            int trials) {}

    /** The bars of one kind of fault. */
    record Group(String title, List<Bar> bars) {}

    /** A length of time as a share of the longest, in percent. */
    record Bar(String label, String width, String silence, String lost, boolean anyLost, String duplicated) {}

    record FaultRow(
            String trial,
            String at,
            String what,
            String tests,
            String silence,
            String mended,
            String rateBack,
            String journal,
            String lost,
            String indeterminate,
            String duplicated,
            String redelivered) {}

    record BacklogRow(String trial, String changes, String peak, String built, String caughtUp) {}

    boolean shown() {
        return !faults.isEmpty() || !backlogs.isEmpty();
    }

    static HappenedSection of(List<PointView> points) {
        boolean anyFault =
                points.stream().anyMatch(point -> PointFaults.of(point).any());
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
                groups(points),
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
        PointFaults faults = PointFaults.of(point);
        return new PriceRow(
                point.label(),
                median(point, Metric.RECEIVED_PER_SECOND),
                median(point, Metric.latency(Measure.DUE_TO_RECEIVE, "p99Nanos")),
                point.lostInWords(),
                point.lost() > 0,
                Figures.count(point.duplicated()),
                length(faults.silenceNanos()),
                length(faults.mendedNanos()),
                length(faults.rateBackNanos()),
                tests(faults),
                fates(arrived, missing),
                Figures.count(
                        queues.stream().mapToLong(QueueDelivery::redelivered).sum()),
                Figures.count(queues.stream().mapToLong(QueueDelivery::killed).sum()),
                Figures.count(queues.stream().mapToLong(QueueDelivery::residual).sum()),
                trials.size());
    }

    private static String fates(long arrived, long missing) {
        return arrived + missing == 0 ? "0" : Figures.count(arrived) + " / " + Figures.count(missing);
    }

    private static String median(PointView point, Metric metric) {
        return point.median(metric)
                .map(interval -> Figures.median(metric.unit(), interval.median()))
                .orElse(Figures.NONE);
    }

    private static String tests(PointFaults faults) {
        if (!faults.any()) {
            return "nothing was done to it";
        }
        return faults.inWords() + (faults.kills() == 0 ? "" : " (kill -9): " + KILLED);
    }

    private static List<Group> groups(List<PointView> points) {
        double longest = points.stream()
                .map(point -> PointFaults.of(point).silenceNanos())
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
        Map<String, List<Bar>> groups = new LinkedHashMap<>();
        for (PointView point : points) {
            Double silence = PointFaults.of(point).silenceNanos();
            if (silence != null && longest > 0) {
                groups.computeIfAbsent(point.sweepInWords(), _ -> new ArrayList<>())
                        .add(new Bar(
                                point.variant(),
                                String.format(Locale.ROOT, "%.1f", 100 * silence / longest),
                                silence == 0 ? "never silent" : length(silence),
                                point.lostInWords(),
                                point.lost() > 0,
                                Figures.count(point.duplicated())));
            }
        }
        return groups.entrySet().stream()
                .map(group -> new Group(group.getKey(), group.getValue()))
                .toList();
    }

    private static FaultRow row(TrialResult trial, FaultFacts fault) {
        Long reloaded = fault.messagesReloaded();
        Messages messages = fault.messages();
        return new FaultRow(
                trial.id(),
                length((double) fault.atNanos()),
                fault.what(),
                fault.processKilled() ? KILLED : "",
                length(fault.silenceNanos()),
                length(fault.mendedNanos()),
                length(fault.rateBackNanos()),
                reloaded == null ? "" : Figures.count(reloaded) + " messages, " + length(fault.journalNanos()),
                messages == null ? Figures.NONE : Figures.count(messages.lost()),
                messages == null
                        ? Figures.NONE
                        : fates(messages.indeterminateArrived(), messages.indeterminateMissing()),
                messages == null ? Figures.NONE : Figures.count(messages.duplicated()),
                messages == null ? Figures.NONE : Figures.count(messages.redelivered()));
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
                            + " Unknown fate: sends whose confirmation was lost, arrived / not arrived; neither is a loss."
                            + " The counts of a single fault are of the messages that were sent before it was mended and after the one before"
                            + " was; dead-lettered and left over are known for whole trials only.");
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
