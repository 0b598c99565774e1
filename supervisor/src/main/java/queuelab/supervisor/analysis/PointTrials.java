package queuelab.supervisor.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.recording.Measure;
import queuelab.supervisor.analysis.TrialResult.Latency;
import queuelab.supervisor.analysis.TrialResult.Occupation;
import queuelab.supervisor.scenario.Settings;

/** The trials of one point that passed, with the settings they had. */
record PointTrials(PointKey key, Settings settings, List<TrialResult> trials) {
    /** Every point with a passed trial whose settings are known and still mean something to this lab. */
    static List<PointTrials> of(Map<PointKey, List<TrialResult>> byPoint) {
        List<PointTrials> points = new ArrayList<>();
        byPoint.forEach((key, all) -> {
            List<TrialResult> passed = all.stream()
                    .filter(trial ->
                            trial.verdict() == Verdict.PASS && !trial.settings().isEmpty())
                    .toList();
            if (!passed.isEmpty()) {
                settings(passed.getFirst()).ifPresent(settings -> points.add(new PointTrials(key, settings, passed)));
            }
        });
        return points;
    }

    private static Optional<Settings> settings(TrialResult trial) {
        try {
            return Optional.of(Settings.of(trial.settings()));
        } catch (IllegalArgumentException e) {
            // Recorded by another version of the lab: its figures stand, only this analysis does not know the point.
            return Optional.empty();
        }
    }

    int consumers() {
        return settings.consumer().processes() * settings.consumer().threads();
    }

    boolean saturates() {
        return settings.producer().load().saturates();
    }

    boolean anySaturated() {
        return trials.stream().anyMatch(TrialResult::saturated);
    }

    /** What all subscriptions together were to receive each second; absent when saturating. */
    @Nullable
    Double offeredPerSecond() {
        return saturates()
                ? null
                : (Double) (settings.producer().load().perSecond()
                        * settings.queue().copies());
    }

    /** Median over the trials; absent where none has the figure. */
    @Nullable
    Double median(Function<TrialResult, @Nullable Double> figure) {
        double[] values = trials.stream()
                .map(figure)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .toArray();
        return values.length == 0 ? null : (Double) Spread.median(values);
    }

    @Nullable
    Double median(Metric metric) {
        return median(metric::of);
    }

    @Nullable
    Double occupied(Function<Occupation, @Nullable Double> figure) {
        return median(trial -> {
            Occupation occupation = trial.occupation();
            return occupation == null ? null : figure.apply(occupation);
        });
    }

    /** Mean of a distribution in the median trial; absent without samples. */
    @Nullable
    Double meanNanos(Measure measure) {
        return median(trial -> {
            Latency latency = trial.latency().get(measure.tag());
            return latency == null ? null : latency.meanNanos();
        });
    }

    static double[] values(Metric metric, Collection<PointTrials> points) {
        return points.stream()
                .flatMapToDouble(point -> Arrays.stream(RunStatistics.passedValues(metric, point.trials())))
                .toArray();
    }
}
