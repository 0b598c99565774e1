package queuelab.supervisor.plan;

import java.time.Duration;
import java.util.List;
import queuelab.supervisor.scenario.Scenario;

/**
 * A scenario unfolded.
 *
 * @param points every point, in the scenario's order
 * @param trials every trial in the order of execution: points shuffled inside each block of repeats
 * @param seed what shuffled them
 */
public record Plan(Scenario scenario, List<Point> points, List<PlannedTrial> trials, long seed) {
    public Plan {
        points = List.copyOf(points);
        trials = List.copyOf(trials);
    }

    /** Whether the JVMs of producers and consumers compile with C2 too. */
    public boolean workersWithC2() {
        return trials.stream().allMatch(PlannedTrial::workersWithC2);
    }

    /** How long all trials will probably take. */
    public Duration estimate() {
        return trials.stream().map(trial -> trial.point().estimate()).reduce(Duration.ZERO, Duration::plus);
    }
}
