package queuelab.supervisor.scenario;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import queuelab.supervisor.scenario.HappeningsReader.Placed;

/** A scenario while it is checked: every value still knows where it was written. */
record Draft(
        String name,
        String about,
        Map<String, Written> base,
        Map<String, Map<String, Written>> variants,
        Map<String, List<Written>> sweep,
        List<Placed<TimedChange>> timeline,
        Map<String, List<Placed<Fault>>> faults,
        int repeats) {
    private static final long MOST_TRIALS = 10_000;

    /**
     * The same with the command line's settings everywhere: over the base, and instead of what variants and sweep say. Variants that
     * then no longer differ are one point, not several of the same.
     */
    Draft with(Overrides overrides, ProblemList problems) {
        Set<String> keys = overrides.settings().keySet();
        Map<String, Written> overriddenBase = new LinkedHashMap<>(base);
        overriddenBase.putAll(overrides.settings());
        Map<String, Map<String, Written>> left = new LinkedHashMap<>();
        variants.forEach((variant, settings) -> left.put(variant, without(keys, settings)));
        boolean allSame = left.size() > 1
                && !left.equals(variants)
                && new HashSet<>(texts(left).values()).size() == 1;
        if (!allSame) {
            refuseLostDifferences(left, overrides, problems);
        }
        return new Draft(
                name,
                about,
                overriddenBase,
                allSame
                        ? Map.of(
                                Scenario.UNNAMED_VARIANT,
                                left.values().iterator().next())
                        : left,
                without(keys, sweep),
                timeline,
                faults,
                overrides.repeats().orElse(repeats));
    }

    /** Two variants that an override makes the same would keep two names for one thing, and one of the names would lie. */
    private void refuseLostDifferences(
            Map<String, Map<String, Written>> left, Overrides overrides, ProblemList problems) {
        var before = texts(variants);
        var after = texts(left);
        overrides
                .settings()
                .forEach((key, value) -> before.forEach((a, settingsOfA) -> before.forEach((b, settingsOfB) -> {
                    boolean differed = !Objects.equals(settingsOfA.get(key), settingsOfB.get(key));
                    if (a.compareTo(b) < 0 && differed && Objects.equals(after.get(a), after.get(b))) {
                        problems.add(
                                value.place(),
                                "`%s` must not be overridden: only it tells the variants `%s` and `%s` apart"
                                        .formatted(key, a, b));
                    }
                })));
    }

    /** Refuses what contradicts itself, point by point; a scenario of too many points is refused before it is unfolded. */
    void check(String file, SettingsCheck check, ProblemList problems) {
        long swept = 1;
        for (List<Written> values : sweep.values()) {
            swept = Math.min(Integer.MAX_VALUE, swept * values.size());
        }
        swept *= Math.max(1, faults.size());
        long trials = variants.size() * swept * repeats;
        if (trials > MOST_TRIALS) {
            problems.add(
                    Place.file(file),
                    String.format(
                            Locale.ROOT,
                            "a scenario must unfold into at most %,d trials, got %,d variants × %,d sweep values × %,d repeats",
                            MOST_TRIALS,
                            variants.size(),
                            swept,
                            repeats));
            return;
        }
        int before = problems.count();
        List<Combination> combinations = scenario("").combinations();
        for (Combination combination : combinations) {
            var values = new Values(combination.written());
            for (Contradictions.Rule rule : Contradictions.rules()) {
                if (rule.settings().stream().noneMatch(check::isDoubtful)) {
                    String broken = rule.broken().apply(values);
                    if (broken != null) {
                        problems.add(place(rule, combination, file), broken);
                    }
                }
            }
        }
        if (before == 0 && problems.count() == 0) {
            combinations.forEach(combination -> checkHappenings(combination, problems));
        }
    }

    /** The finished scenario. */
    Scenario scenario(String text) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        sweep.forEach((key, written) ->
                values.put(key, written.stream().map(Written::text).toList()));
        Map<String, List<Fault>> namedFaults = new LinkedHashMap<>();
        faults.forEach((named, placed) ->
                namedFaults.put(named, placed.stream().map(Placed::value).toList()));
        return new Scenario(
                name,
                about,
                texts(variants),
                text(base),
                values,
                timeline.stream().map(Placed::value).toList(),
                namedFaults,
                repeats,
                text);
    }

    /** Refuses what cannot happen in a point; only once all settings are well. */
    private void checkHappenings(Combination combination, ProblemList problems) {
        if (!timeline.isEmpty() || !faults.isEmpty()) {
            String named = combination.sweep().getOrDefault(Scenario.FAULTS, HappeningsReader.UNNAMED);
            new HappeningsCheck(problems, Settings.of(combination.written()))
                    .check(timeline, faults.getOrDefault(named, List.of()));
        }
    }

    /** Where the first of a rule's settings that is written at all is written. */
    private Place place(Contradictions.Rule rule, Combination combination, String file) {
        for (Setting<?> setting : rule.settings()) {
            for (String key : combination.written().keySet()) {
                if (SettingsTable.settingOf(key).filter(setting::equals).isPresent()) {
                    return place(key, combination);
                }
            }
        }
        return Place.file(file);
    }

    /** A key of no place in the file is one that the lab itself adds. */
    private Place place(String key, Combination combination) {
        String swept = combination.sweep().get(key);
        if (swept != null) {
            return sweep.getOrDefault(key, List.of()).stream()
                    .filter(value -> value.text().equals(swept))
                    .findFirst()
                    .orElseThrow()
                    .place();
        }
        Written inVariant =
                variants.getOrDefault(combination.variant(), Map.of()).get(key);
        return Objects.requireNonNull(inVariant != null ? inVariant : base.get(key), key)
                .place();
    }

    private static <V> Map<String, V> without(Set<String> keys, Map<String, V> settings) {
        Map<String, V> left = new LinkedHashMap<>(settings);
        left.keySet().removeAll(keys);
        return left;
    }

    private static Map<String, Map<String, String>> texts(Map<String, Map<String, Written>> layers) {
        Map<String, Map<String, String>> texts = new LinkedHashMap<>();
        layers.forEach((name, layer) -> texts.put(name, text(layer)));
        return texts;
    }

    private static Map<String, String> text(Map<String, Written> layer) {
        Map<String, String> text = new LinkedHashMap<>();
        layer.forEach((key, written) -> text.put(key, written.text()));
        return text;
    }
}
