package queuelab.supervisor.plan;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import queuelab.supervisor.scenario.Happenings;
import queuelab.supervisor.scenario.Settings;

/** One combination of a variant and sweep values, with its complete settings and what happens while its messages flow. */
public record Point(String variant, Map<String, String> sweep, Settings settings, Happenings happenings) {
    /** Starting and stopping the broker and the first two workers. */
    private static final Duration TRIAL_ALLOWANCE = Duration.ofSeconds(2);
    /** Starting one more worker, on two cores. */
    private static final Duration WORKER_ALLOWANCE = Duration.ofMillis(250);

    public Point {
        sweep = Collections.unmodifiableMap(new LinkedHashMap<>(sweep));
    }

    /** One in which nothing happens. */
    public Point(String variant, Map<String, String> sweep, Settings settings) {
        this(variant, sweep, settings, Happenings.NONE);
    }

    /** How long a trial of it will probably take, drained at once: warm-up, measuring, and an allowance for starting and stopping. */
    public Duration estimate() {
        int workers = settings.producer().processes() + settings.consumer().processes();
        return settings.warmup()
                .plus(settings.measure())
                .plus(TRIAL_ALLOWANCE)
                .plus(WORKER_ALLOWANCE.multipliedBy(Math.max(0, workers - 2)));
    }
}
