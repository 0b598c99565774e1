package queuelab.supervisor.analysis;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What tells one point of a run from the others: its variant and its sweep values, dotted key to value. */
public record PointKey(String variant, Map<String, String> point) {
    public PointKey {
        point = Collections.unmodifiableMap(new LinkedHashMap<>(point));
    }

    public static PointKey of(TrialResult trial) {
        return new PointKey(trial.variant(), trial.point());
    }
}
