package queuelab.supervisor.scenario;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads mappings of settings, their keys nested or dotted or both, into dotted keys. */
final class SettingsReader {
    private final String file;
    private final ProblemList problems;
    private final SettingsCheck check;

    SettingsReader(String file, ProblemList problems, SettingsCheck check) {
        this.file = file;
        this.problems = problems;
        this.check = check;
    }

    /**
     * Reads settings with one value each: the base or a variant.
     *
     * @param owner how a sentence names what holds them
     */
    Map<String, Written> settings(String owner, YamlValue value) {
        Map<String, Written> settings = new LinkedHashMap<>();
        walk(owner, "", value, (setting, key, line, leaf) -> {
            if (leaf instanceof YamlValue.Scalar scalar) {
                var written = new Written(scalar.text().strip(), place(line));
                if (check.accepts(setting, key, written)) {
                    putOnce(settings, key, written, written.place());
                }
            } else {
                String advice = leaf instanceof YamlValue.Items ? "; values to compare belong under `sweep`" : "";
                check.refuse(
                        setting,
                        place(line),
                        Quote.of(key) + " must be a single value, got " + leaf.described() + advice);
            }
        });
        return settings;
    }

    /** Reads the sweep: settings with a list of values each. */
    Map<String, List<Written>> sweep(YamlValue value) {
        Map<String, List<Written>> sweep = new LinkedHashMap<>();
        walk("`sweep`", "", value, (setting, key, line, leaf) -> {
            if (!(leaf instanceof YamlValue.Items items) || items.values().isEmpty()) {
                String got = leaf instanceof YamlValue.Items ? "an empty one" : leaf.described();
                check.refuse(setting, place(line), Quote.of(key) + " in `sweep` must be a list of values, got " + got);
                return;
            }
            List<Written> values = values(setting, key, items);
            if (!values.isEmpty()) {
                putOnce(sweep, key, values, place(line));
            }
        });
        return sweep;
    }

    private List<Written> values(Setting<?> setting, String key, YamlValue.Items items) {
        List<Written> values = new ArrayList<>();
        Set<Object> seen = new HashSet<>();
        for (YamlValue item : items.values()) {
            Place place = place(item.line());
            if (!(item instanceof YamlValue.Scalar scalar)) {
                check.refuse(
                        setting,
                        place,
                        Quote.of(key) + " in `sweep` must be a list of single values, got " + item.described());
                continue;
            }
            var written = new Written(scalar.text().strip(), place);
            if (check.accepts(setting, key, written)) {
                if (seen.add(meaning(setting, written.text()))) {
                    values.add(written);
                } else {
                    problems.add(
                            place,
                            Quote.of(key) + " in `sweep` must have each value once, got " + Quote.of(written.text())
                                    + " again");
                }
            }
        }
        return values;
    }

    /** What a checked text stands for: {@code 1KiB} and {@code 1024B} are the same. */
    private static Object meaning(Setting<?> setting, String text) {
        try {
            return setting.kind().read(text);
        } catch (Refusal refusal) {
            throw new IllegalStateException(refusal);
        }
    }

    private void walk(String owner, String prefix, YamlValue value, LeafReader leaves) {
        if (value.isNothing()) {
            return; // “durable:” with nothing after it is how a person writes “no settings”.
        }
        if (!(value instanceof YamlValue.Mapping mapping)) {
            problems.add(place(value.line()), owner + " must be a mapping of settings, got " + value.described());
            return;
        }
        for (YamlValue.Entry entry : mapping.entries()) {
            String key = prefix + entry.key();
            var setting = SettingsTable.settingOf(key);
            boolean nested = entry.value() instanceof YamlValue.Mapping;
            if (SettingsTable.isSection(key)
                    || (nested && setting.filter(Setting::hasEntries).isPresent())) {
                walk(Quote.of(key), key + ".", entry.value(), leaves);
            } else if (setting.isPresent()) {
                leaves.read(setting.get(), key, entry.line(), entry.value());
            } else {
                check.unknown(key, place(entry.line()));
            }
        }
    }

    private <V> void putOnce(Map<String, V> settings, String key, V value, Place place) {
        if (settings.putIfAbsent(key, value) != null) {
            problems.add(place, Quote.of(key) + " must be set only once here: nested and dotted keys mean the same");
        }
    }

    private Place place(int line) {
        return new Place(file, line);
    }

    /** Takes what stands at the key of a setting. */
    private interface LeafReader {
        void read(Setting<?> setting, String key, int line, YamlValue leaf);
    }
}
