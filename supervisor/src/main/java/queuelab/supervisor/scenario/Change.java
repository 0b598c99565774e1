package queuelab.supervisor.scenario;

import java.util.stream.Collectors;

/**
 * A setting takes another value while messages flow.
 *
 * @param value as a scenario writes it
 */
public record Change(LiveSetting setting, String value) {
    /** @throws IllegalArgumentException in words, when the setting does not take the value */
    public Change {
        try {
            setting.setting().kind().read(value);
        } catch (Refusal refusal) {
            throw new IllegalArgumentException(refusal.sentence(setting.key()), refusal);
        }
    }

    /**
     * A change as somebody typed it.
     *
     * @throws IllegalArgumentException in words, when no setting of that name can change while messages flow, or not to that value
     */
    public static Change of(String key, String value) {
        return new Change(
                LiveSetting.of(key).orElseThrow(() -> new IllegalArgumentException(notLive(key))), value.strip());
    }

    static String notLive(String key) {
        String can = LiveSetting.keys().stream().map(live -> "`" + live + "`").collect(Collectors.joining(", "));
        String near = Nearest.to(key, LiveSetting.keys())
                .map(word -> "; did you mean `" + word + "`?")
                .orElse("");
        return Quote.of(key) + " cannot change while messages flow; what can: " + can + near;
    }

    @Override
    public String toString() {
        return setting.key() + ": " + value;
    }
}
