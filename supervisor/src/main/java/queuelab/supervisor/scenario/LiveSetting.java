package queuelab.supervisor.scenario;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A setting that can change while messages flow; every other one holds for a whole trial. */
public enum LiveSetting {
    /** Producers follow the new schedule from one moment on. */
    PRODUCER_LOAD("producer.load"),
    /** Each producer's next message has the new length. */
    PRODUCER_SIZE("producer.size"),
    /** Each consumer's next message takes the new work. */
    CONSUMER_WORK("consumer.work"),
    /** Processes are added, or leave. */
    CONSUMER_PROCESSES("consumer.processes"),
    /** Every consumer is replaced by a new process. */
    CONSUMER_WINDOW("consumer.window"),
    /** Every consumer is replaced by a new process. */
    CONSUMER_ACK("consumer.ack");

    private final String key;

    LiveSetting(String key) {
        this.key = key;
    }

    /** Its dotted key. */
    public String key() {
        return key;
    }

    /** The one with this dotted key. */
    public static Optional<LiveSetting> of(String key) {
        return Arrays.stream(values()).filter(live -> live.key().equals(key)).findFirst();
    }

    static List<String> keys() {
        return Arrays.stream(values()).map(LiveSetting::key).toList();
    }

    Setting<?> setting() {
        return SettingsTable.settingOf(key).orElseThrow();
    }
}
