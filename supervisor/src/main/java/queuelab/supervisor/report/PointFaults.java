package queuelab.supervisor.report;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import queuelab.supervisor.analysis.Happened;
import queuelab.supervisor.analysis.Happened.FaultFacts;
import queuelab.supervisor.analysis.TrialResult;

/** The faults of one point over all its trials: how many, and the longest of what each took. */
record PointFaults(List<FaultFacts> faults, List<Happened> trials) {
    static PointFaults of(PointView point) {
        List<Happened> trials = point.trials().stream()
                .map(TrialResult::happened)
                .filter(Objects::nonNull)
                .filter(happened -> !happened.faults().isEmpty())
                .toList();
        return new PointFaults(
                trials.stream().flatMap(happened -> happened.faults().stream()).toList(), trials);
    }

    boolean any() {
        return !faults.isEmpty();
    }

    long kills() {
        return faults.stream().filter(FaultFacts::processKilled).count();
    }

    /** How often what was done to what: {@code broker killed 7 times, consumer paused}. */
    String inWords() {
        Map<String, Long> counts = faults.stream()
                .collect(Collectors.groupingBy(
                        fault -> role(fault.subject()) + " " + deed(fault.action()),
                        TreeMap::new,
                        Collectors.counting()));
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + (entry.getValue() == 1 ? "" : " " + entry.getValue() + " times"))
                .collect(Collectors.joining(", "));
    }

    private static String role(String subject) {
        return subject.replaceFirst("-[0-9]+$", "");
    }

    private static String deed(String action) {
        return action.equals("stopping") ? "stopped" : action;
    }

    @Nullable
    Double silenceNanos() {
        return longest(Happened::longestSilenceNanos);
    }

    @Nullable
    Double mendedNanos() {
        return longest(Happened::longestMendingNanos);
    }

    @Nullable
    Double rateBackNanos() {
        return longest(Happened::longestRateBackNanos);
    }

    private @Nullable Double longest(Function<Happened, @Nullable Double> length) {
        return trials.stream()
                .map(length)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }
}
