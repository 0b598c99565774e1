package queuelab.supervisor.live;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import queuelab.supervisor.scenario.Change;
import queuelab.supervisor.scenario.LiveSetting;
import queuelab.supervisor.scenario.Settings;

/**
 * Where the knobs of a lane stand, kept from one trial of the lane to the next.
 *
 * @param values setting to value, as a scenario writes it; one for each setting that can change while messages flow
 */
record Knobs(Map<LiveSetting, String> values) {
    /** What two lanes on two cores bear with ease. */
    static final Knobs AT_FIRST = new Knobs(Map.of(
            LiveSetting.PRODUCER_LOAD, "200/s",
            LiveSetting.PRODUCER_SIZE, "1024B",
            LiveSetting.CONSUMER_WORK, "none",
            LiveSetting.CONSUMER_PROCESSES, "2",
            LiveSetting.CONSUMER_WINDOW, "65536B",
            LiveSetting.CONSUMER_ACK, "auto"));

    /** What holds for a whole lane: no end in sight, and clients that wait for a broker that comes back. */
    private static final Map<String, String> FIXED = Map.of(
            "producer.inFlight", "200",
            "broker.heap", "256MiB",
            "client.options.reconnectAttempts", "-1",
            "client.options.retryInterval", "200",
            "client.options.retryIntervalMultiplier", "1",
            "warmup", "0",
            "measure", "24h",
            "drain", "2s");

    Knobs {
        values = Map.copyOf(values);
    }

    Knobs with(List<Change> changes) {
        var turned = new LinkedHashMap<>(values);
        changes.forEach(change -> turned.put(change.setting(), change.value()));
        return new Knobs(turned);
    }

    Settings settings(LaneKind kind) {
        var written = new LinkedHashMap<>(FIXED);
        values.forEach((setting, value) -> written.put(setting.key(), value));
        written.put("queue.storage", kind.word());
        return Settings.of(written);
    }

    /** Each knob by its dotted key. */
    Map<String, String> byKey() {
        var byKey = new LinkedHashMap<String, String>();
        Stream.of(LiveSetting.values())
                .forEach(setting -> byKey.put(setting.key(), String.valueOf(values.get(setting))));
        return byKey;
    }
}
