package queuelab.supervisor.scenario;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One variant with one value for each key of the sweep.
 *
 * @param sweep dotted key to the value it has here
 * @param written everything written for it: the scenario's base, over it the variant's settings, over them the sweep's
 * @param happenings what happens while messages flow
 */
public record Combination(
        String variant, Map<String, String> sweep, Map<String, String> written, Happenings happenings) {
    public Combination {
        sweep = Collections.unmodifiableMap(new LinkedHashMap<>(sweep));
        written = Collections.unmodifiableMap(new LinkedHashMap<>(written));
    }

    /** One in which nothing happens. */
    public Combination(String variant, Map<String, String> sweep, Map<String, String> written) {
        this(variant, sweep, written, Happenings.NONE);
    }
}
