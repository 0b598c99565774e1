package queuelab.supervisor.scenario;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The client options under which workers outlive their broker, as real clients are set up to: without them they die with it. Where a point's
 * faults break connections they hold unless the scenario says otherwise, and stand among its settings.
 */
public final class Reconnecting {
    private static final Map<String, String> OPTIONS = new LinkedHashMap<>();

    static {
        // For a minute, ten times a second.
        OPTIONS.put("reconnectAttempts", "600");
        OPTIONS.put("retryInterval", "100");
        OPTIONS.put("retryIntervalMultiplier", "1.0");
    }

    private Reconnecting() {}

    /** These settings with those options; what they say themselves stays. */
    public static Map<String, String> over(Map<String, String> written) {
        var settings = new LinkedHashMap<>(written);
        OPTIONS.forEach((name, value) -> settings.putIfAbsent(SettingsTable.CLIENT_OPTIONS.entry(name), value));
        return settings;
    }
}
