package queuelab.supervisor.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import queuelab.supervisor.scenario.Settings;

/** One combination of a variant and sweep values, with its complete settings. */
public record Point(String variant, Map<String, String> sweep, Settings settings) {
    public Point {
        sweep = Collections.unmodifiableMap(new LinkedHashMap<>(sweep));
    }
}
