package queuelab.supervisor.report;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import queuelab.supervisor.analysis.Metric;
import queuelab.supervisor.analysis.PointKey;
import queuelab.supervisor.analysis.RunResults;
import queuelab.supervisor.analysis.RunResults.Interval;
import queuelab.supervisor.analysis.RunResults.Summary;
import queuelab.supervisor.analysis.TrialResult;
import queuelab.supervisor.analysis.Verdict;
import queuelab.supervisor.scenario.Scenario;

/**
 * One point as reports show it: its summary together with all its trials, those that failed or are invalid included.
 *
 * @param trials at least one, in the order of execution
 * @param unnamedVariant whether its scenario names no variants, so that the name it was given says nothing
 */
record PointView(Summary summary, List<TrialResult> trials, boolean unnamedVariant) {
    private static final String LOAD = "producer.load";
    private static final String SATURATE = "saturate";
    private static final String NO_FAULTS = "none";

    static List<PointView> of(RunResults results) {
        Map<PointKey, List<TrialResult>> trials =
                results.trials().stream().collect(Collectors.groupingBy(PointKey::of));
        boolean unnamed = results.summary().stream().map(Summary::variant).allMatch(Scenario.UNNAMED_VARIANT::equals);
        return results.summary().stream()
                .map(summary -> new PointView(
                        summary,
                        trials.getOrDefault(new PointKey(summary.variant(), summary.point()), List.of()),
                        unnamed))
                .filter(view -> !view.trials.isEmpty())
                .toList();
    }

    String variant() {
        return summary.variant();
    }

    Map<String, String> point() {
        return summary.point();
    }

    Optional<Interval> median(Metric metric) {
        return Optional.ofNullable(summary.metrics().get(metric.name()));
    }

    /** Whether the producers sent as fast as they could; then latency is a queueing figure. */
    boolean saturates() {
        return trials.stream().allMatch(trial -> trial.throughput().offeredPerSecond() == null);
    }

    /** Whether its latency is no stable figure, by choice of the load or because a trial saturated. */
    boolean latencyIsQueueing() {
        return saturates() || summary.saturated();
    }

    /** Proven: over all trials but the invalid ones. */
    long lost() {
        return trials.stream()
                .filter(trial -> trial.verdict() != Verdict.INVALID)
                .mapToLong(trial -> trial.delivery().lost())
                .sum();
    }

    /** What invalid trials do not account for: a recording is damaged or the drain was not proven, so it may or may not be lost. */
    long missing() {
        return trials.stream()
                .filter(trial -> trial.verdict() == Verdict.INVALID)
                .mapToLong(trial -> trial.delivery().lost())
                .sum();
    }

    /** For a table's cell. */
    String lostInWords() {
        return lost() == 0 && missing() > 0 ? "unknown" : Figures.count(lost());
    }

    /** Over all trials, whatever their verdict. */
    long duplicated() {
        return trials.stream().mapToLong(trial -> trial.delivery().duplicated()).sum();
    }

    long count(Verdict verdict) {
        return trials.stream().filter(trial -> trial.verdict() == verdict).count();
    }

    /** The worst verdict of its trials: fail before invalid before pass. */
    Verdict verdict() {
        if (count(Verdict.FAIL) > 0) {
            return Verdict.FAIL;
        }
        return count(Verdict.INVALID) > 0 ? Verdict.INVALID : Verdict.PASS;
    }

    /** {@code pass}, or how many are not: {@code fail 1 of 3}. */
    String verdictInWords() {
        Verdict verdict = verdict();
        long count = count(verdict);
        return count == trials.size() ? verdict.word() : verdict.word() + " " + count + " of " + trials.size();
    }

    /** {@code durable, 1000/s, consumer.processes 4}; without the variant where a scenario names none. */
    String label() {
        String point = sweepInWords();
        if (point.isEmpty()) {
            return variant();
        }
        return unnamedVariant ? point : variant() + ", " + point;
    }

    /** The sweep values alone, empty where nothing is swept: {@code 1000/s, consumer.processes 4, broker-kill}. */
    String sweepInWords() {
        return point().entrySet().stream()
                .map(swept -> switch (swept.getKey()) {
                    case LOAD -> swept.getValue();
                    case Scenario.FAULTS -> faults(swept.getValue(), swept.getValue());
                    default -> swept.getKey() + " " + swept.getValue();
                })
                .collect(Collectors.joining(", "));
    }

    /** How a sentence about this point begins: {@code At 1000/s with consumer.processes 4}, {@code Saturating}. */
    String circumstances() {
        String load = saturates() ? "Saturating" : "At " + offered();
        String others = point().entrySet().stream()
                .filter(swept -> !swept.getKey().equals(LOAD))
                .map(swept -> {
                    String pair = swept.getKey() + " " + swept.getValue();
                    return swept.getKey().equals(Scenario.FAULTS) ? faults(swept.getValue(), pair) : pair;
                })
                .collect(Collectors.joining(" and "));
        return others.isEmpty() ? load : load + " with " + others;
    }

    /** A scenario that names its faults usually has a point without any, and calls it none. */
    private static String faults(String name, String words) {
        return name.equals(NO_FAULTS) ? "no faults" : words;
    }

    private String offered() {
        String load = point().getOrDefault(LOAD, "");
        if (!load.isEmpty() && !load.equals(SATURATE)) {
            return load;
        }
        return trials.stream()
                .map(trial -> trial.throughput().offeredPerSecond())
                .filter(Objects::nonNull)
                .findFirst()
                .map(offered -> Figures.number(offered) + "/s")
                .orElse("this load");
    }
}
