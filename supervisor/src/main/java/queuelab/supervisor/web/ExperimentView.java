package queuelab.supervisor.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The experiment that runs, or the last that ran.
 *
 * @param state {@code none}, {@code running}, {@code cancelling}, {@code finished}, {@code cancelled} or {@code failed}
 * @param run name of its run's folder; empty before there is one
 * @param trials how many there are, and {@code trial} the one under way, from 1
 * @param words what it does now, or why it failed; for people
 * @param verdicts of the trials that are over, with their reasons
 */
record ExperimentView(
        String state,
        String scenario,
        String run,
        int trial,
        int trials,
        String words,
        @Nullable Long remainingSeconds,
        @Nullable Double receivedPerSecond,
        List<String> verdicts) {
    static final ExperimentView NONE = new ExperimentView("none", "", "", 0, 0, "", null, null, List.of());

    ExperimentView {
        verdicts = List.copyOf(verdicts);
    }
}
