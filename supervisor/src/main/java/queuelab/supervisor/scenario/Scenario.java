package queuelab.supervisor.scenario;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A scenario file, read and checked: every point it can unfold into has valid settings.
 *
 * @param name its name, also part of a run folder's name
 * @param about one line for people
 * @param variants name to the dotted settings that make it; one named {@code base} with none where the file names no variants
 * @param base dotted settings shared by all variants, overrides of the command line included
 * @param sweep dotted key to the values it takes, in order
 * @param repeats trials per point, at least 1
 * @param text the file as written, for the run's folder
 */
public record Scenario(
        String name,
        String about,
        Map<String, Map<String, String>> variants,
        Map<String, String> base,
        Map<String, List<String>> sweep,
        int repeats,
        String text) {
    public Scenario {
        variants = Collections.unmodifiableMap(new LinkedHashMap<>(variants));
        base = Collections.unmodifiableMap(new LinkedHashMap<>(base));
        sweep = Collections.unmodifiableMap(new LinkedHashMap<>(sweep));
    }

    /** Every point it unfolds into: variant by variant, and in each the sweep's last key changes fastest. */
    public List<Combination> combinations() {
        List<Map<String, String>> swept = List.of(Map.of());
        for (Map.Entry<String, List<String>> key : sweep.entrySet()) {
            swept = swept.stream()
                    .flatMap(before -> key.getValue().stream().map(value -> extended(before, key.getKey(), value)))
                    .toList();
        }
        var combinations = new ArrayList<Combination>();
        for (Map.Entry<String, Map<String, String>> variant : variants.entrySet()) {
            for (Map<String, String> values : swept) {
                var written = new LinkedHashMap<>(base);
                written.putAll(variant.getValue());
                written.putAll(values);
                combinations.add(new Combination(variant.getKey(), values, written));
            }
        }
        return combinations;
    }

    private static Map<String, String> extended(Map<String, String> before, String key, String value) {
        var extended = new LinkedHashMap<>(before);
        extended.put(key, value);
        return extended;
    }
}
