package queuelab.supervisor.scenario;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The settings of one point: what was written, and defaults for the rest. */
final class Values {
    private final Map<String, String> written;

    /** @param written dotted keys and their values, each checked already */
    Values(Map<String, String> written) {
        this.written = written;
    }

    /** Whether it, or an entry of it, was written rather than left to its default. */
    boolean has(Setting<?> setting) {
        return setting.hasEntries() ? !entries(setting).isEmpty() : written.containsKey(setting.key());
    }

    /**
     * Its value or default.
     *
     * @throws IllegalArgumentException where what was written was never checked
     */
    <T> T get(Setting<T> setting) {
        try {
            return setting.kind().read(text(setting));
        } catch (Refusal refusal) {
            throw new IllegalArgumentException(refusal.sentence(setting.key()), refusal);
        }
    }

    /** Its value or default, in the form a scenario writes it. */
    String text(Setting<?> setting) {
        return written.getOrDefault(setting.key(), setting.byDefault());
    }

    /** The entries of a mapping setting, by their names. */
    Map<String, String> entries(Setting<?> setting) {
        Map<String, String> entries = new LinkedHashMap<>();
        String prefix = setting.entry("");
        written.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                entries.put(key.substring(prefix.length()), value);
            }
        });
        return entries;
    }

    /** Every setting that has a value and a meaning here, dotted key to text, in the order of the table; defaults included. */
    Map<String, String> complete() {
        Map<String, String> complete = new LinkedHashMap<>();
        for (Setting<?> row : SettingsTable.rows()) {
            if (row.hasEntries()) {
                entries(row).forEach((name, value) -> complete.put(row.entry(name), value));
            } else if (!row.equals(SettingsTable.REPEATS)
                    && !text(row).isEmpty()
                    && TransportRules.applies(row, this)) {
                complete.put(row.key(), text(row));
            }
        }
        return Collections.unmodifiableMap(complete);
    }

    Settings settings() {
        return new Settings(
                get(SettingsTable.TRANSPORT),
                get(SettingsTable.PROTOCOL),
                new Settings.Broker(
                        get(SettingsTable.BROKER_MODE),
                        get(SettingsTable.BROKER_URL),
                        get(SettingsTable.BROKER_PROFILE),
                        entries(SettingsTable.BROKER_PROPERTIES),
                        get(SettingsTable.BROKER_HEAP),
                        get(SettingsTable.BROKER_STAGES)),
                new Settings.Queue(
                        get(SettingsTable.QUEUE_STORAGE),
                        get(SettingsTable.QUEUE_COUNT),
                        get(SettingsTable.QUEUE_COPIES)),
                producer(),
                consumer(),
                entries(SettingsTable.CLIENT_OPTIONS),
                get(SettingsTable.SHARED_MEMORY_WAIT),
                get(SettingsTable.WARMUP),
                get(SettingsTable.MEASURE),
                get(SettingsTable.DRAIN),
                complete());
    }

    private Settings.Producer producer() {
        return new Settings.Producer(
                get(SettingsTable.PRODUCER_PROCESSES),
                get(SettingsTable.PRODUCER_THREADS),
                get(SettingsTable.PRODUCER_LOAD),
                get(SettingsTable.PRODUCER_ARRIVALS),
                Math.toIntExact(get(SettingsTable.PRODUCER_SIZE)),
                get(SettingsTable.PRODUCER_SEND),
                get(SettingsTable.PRODUCER_IN_FLIGHT),
                get(SettingsTable.PRODUCER_COMMIT_EVERY),
                get(SettingsTable.PRODUCER_DUPLICATE_DETECTION));
    }

    private Settings.Consumer consumer() {
        return new Settings.Consumer(
                get(SettingsTable.CONSUMER_PROCESSES),
                get(SettingsTable.CONSUMER_THREADS),
                get(SettingsTable.CONSUMER_ACK),
                get(SettingsTable.CONSUMER_COMMIT_EVERY),
                Math.toIntExact(get(SettingsTable.CONSUMER_WINDOW)),
                get(SettingsTable.CONSUMER_WORK),
                get(SettingsTable.CONSUMER_LOCK),
                get(SettingsTable.CONSUMER_DELAY),
                get(SettingsTable.CONSUMER_STAGGER),
                get(SettingsTable.CONSUMER_FAIL),
                get(SettingsTable.CONSUMER_ROLLBACK));
    }
}
