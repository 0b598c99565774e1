package queuelab.supervisor.scenario;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says over the file.
 *
 * @param settings dotted keys and their values
 * @param repeats trials of each point; empty to leave it to the file
 */
record Overrides(Map<String, Written> settings, Optional<Integer> repeats) {
    /**
     * Reads and checks them.
     *
     * @param typed each {@code KEY=VALUE}; of the same key the last holds
     * @param repeats what {@code --repeats} said, or null; it goes before {@code --set repeats=…}
     */
    static Overrides read(List<String> typed, @Nullable Integer repeats, SettingsCheck check, ProblemList problems) {
        Map<String, Written> settings = new LinkedHashMap<>();
        Optional<Integer> asked = Optional.empty();
        for (String option : typed) {
            Place place = Place.option("--set " + option);
            int equals = option.indexOf('=');
            if (equals < 1) {
                problems.add(null, "`--set` must be followed by KEY=VALUE, got " + Quote.of(option));
                continue;
            }
            String key = option.substring(0, equals).strip();
            var value = new Written(option.substring(equals + 1).strip(), place);
            var setting = SettingsTable.settingOf(key);
            if (key.equals(SettingsTable.REPEATS.key())) {
                asked = check.read(SettingsTable.REPEATS, key, value);
            } else if (setting.isEmpty()) {
                unknown(key, place, check, problems);
            } else if (check.accepts(setting.get(), key, value)) {
                settings.put(key, value);
            }
        }
        if (repeats != null) {
            var value = new Written(repeats.toString(), Place.option("--repeats " + repeats));
            asked = check.read(SettingsTable.REPEATS, SettingsTable.REPEATS.key(), value);
        }
        return new Overrides(settings, asked);
    }

    private static void unknown(String key, Place place, SettingsCheck check, ProblemList problems) {
        if (SettingsTable.isSection(key)) {
            problems.add(
                    place,
                    Quote.of(key) + " must be followed by the rest of a setting's key: it names a group of them");
        } else {
            check.unknown(key, place);
        }
    }
}
