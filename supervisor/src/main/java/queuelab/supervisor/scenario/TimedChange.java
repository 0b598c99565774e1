package queuelab.supervisor.scenario;

import java.time.Duration;

/** A setting that changes while messages flow, that long after measuring began. One line of a scenario's {@code timeline}. */
public record TimedChange(Duration at, Change change) {
    @Override
    public String toString() {
        return "at " + Units.DURATION.write(at.toNanos()) + ": " + change;
    }
}
