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
 * @param timeline settings that change while messages flow, in every point
 * @param faults lists of faults by name, each of which makes a point of its own; one without a name holds for every point
 * @param repeats trials per point, at least 1
 * @param text the file as written, for the run's folder
 */
public record Scenario(
        String name,
        String about,
        Map<String, Map<String, String>> variants,
        Map<String, String> base,
        Map<String, List<String>> sweep,
        List<TimedChange> timeline,
        Map<String, List<Fault>> faults,
        int repeats,
        String text) {
    /** What a scenario's only variant is called where it names none. */
    public static final String UNNAMED_VARIANT = "base";

    /** What names of lists of faults stand under among the values of a point. */
    public static final String FAULTS = "faults";

    public Scenario {
        timeline = List.copyOf(timeline);
        faults = Collections.unmodifiableMap(new LinkedHashMap<>(faults));
        variants = Collections.unmodifiableMap(new LinkedHashMap<>(variants));
        base = Collections.unmodifiableMap(new LinkedHashMap<>(base));
        sweep = Collections.unmodifiableMap(new LinkedHashMap<>(sweep));
    }

    /** One in which nothing happens while messages flow. */
    public Scenario(
            String name,
            String about,
            Map<String, Map<String, String>> variants,
            Map<String, String> base,
            Map<String, List<String>> sweep,
            int repeats,
            String text) {
        this(name, about, variants, base, sweep, List.of(), Map.of(), repeats, text);
    }

    /** Every point it unfolds into: variant by variant, and in each the sweep's last key changes fastest; faults change faster still. */
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
                combinations.addAll(withFaults(variant.getKey(), values, written));
            }
        }
        return combinations;
    }

    private List<Combination> withFaults(String variant, Map<String, String> swept, Map<String, String> written) {
        if (faults.isEmpty()) {
            return List.of(new Combination(variant, swept, written, new Happenings(timeline, List.of())));
        }
        return faults.entrySet().stream()
                .map(named -> {
                    var happenings = new Happenings(timeline, named.getValue());
                    return new Combination(
                            variant,
                            named.getKey().isEmpty() ? swept : extended(swept, FAULTS, named.getKey()),
                            happenings.breaksConnections() ? Reconnecting.over(written) : written,
                            happenings);
                })
                .toList();
    }

    private static Map<String, String> extended(Map<String, String> before, String key, String value) {
        var extended = new LinkedHashMap<>(before);
        extended.put(key, value);
        return extended;
    }
}
