package queuelab.supervisor.report;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import queuelab.supervisor.analysis.Stage;
import queuelab.supervisor.analysis.TrialResult;
import queuelab.supervisor.analysis.TrialResult.Stages;
import queuelab.supervisor.analysis.Verdict;

/** Mean nanoseconds of each stage over the trials of a point that passed and have stages; empty where none has. Means, unlike medians, add up. */
record StageMeans(Map<Stage, Double> nanos) {
    static StageMeans of(PointView point) {
        List<Stages> all = point.trials().stream()
                .filter(trial -> trial.verdict() == Verdict.PASS)
                .map(TrialResult::stages)
                .filter(Objects::nonNull)
                .filter(stages -> !stages.meanNanos().isEmpty())
                .toList();
        Map<Stage, Double> nanos = new EnumMap<>(Stage.class);
        for (Stage stage : Stage.values()) {
            all.stream()
                    .mapToDouble(stages -> stages.meanNanos().getOrDefault(stage.word(), 0.0))
                    .average()
                    .ifPresent(mean -> nanos.put(stage, mean));
        }
        return new StageMeans(nanos);
    }

    boolean isEmpty() {
        return nanos.isEmpty();
    }

    double of(Stage stage) {
        return nanos.getOrDefault(stage, 0.0);
    }

    double sum() {
        return nanos.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
