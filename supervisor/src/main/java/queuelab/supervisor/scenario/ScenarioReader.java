package queuelab.supervisor.scenario;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import queuelab.supervisor.scenario.HappeningsReader.Placed;

/** Reads a scenario file, or throws every mistake in it and in the command line's settings together. */
public final class ScenarioReader {
    private static final String TOP_LEVEL =
            "`name`, `about`, `base`, `variants`, `sweep`, `timeline`, `faults` and `repeats`";
    private static final List<String> TOP_LEVEL_KEYS =
            List.of("name", "about", "base", "variants", "sweep", "timeline", "faults", "repeats");
    /** Names become parts of folders' and files' names, on every system. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private static final String NAME_MUST =
            " must be at most 64 letters, digits, `.`, `_` and `-`, beginning with a letter or digit";
    private static final int MOST_ABOUT = 1000;

    private final String file;
    private final ProblemList problems = new ProblemList();
    private final SettingsCheck check = new SettingsCheck(problems);
    private final SettingsReader settings;

    private ScenarioReader(String file) {
        this.file = file;
        this.settings = new SettingsReader(file, problems, check);
    }

    /**
     * Reads and checks a scenario.
     *
     * @param overrides settings of the command line, {@code KEY=VALUE} each, which hold everywhere in the scenario
     * @param repeats trials of each point instead of the file's, or null
     */
    public static Scenario read(Path file, List<String> overrides, @Nullable Integer repeats) throws ScenarioProblems {
        return new ScenarioReader(file.toString())
                .scenario(problems -> ScenarioFile.read(file, problems), overrides, repeats);
    }

    /**
     * Reads and checks a scenario that came otherwise than in a file.
     *
     * @param name what problems call it
     */
    public static Scenario readText(String text, String name) throws ScenarioProblems {
        return new ScenarioReader(name)
                .scenario(problems -> ScenarioFile.accept(text, name, problems), List.of(), null);
    }

    private Scenario scenario(
            Function<ProblemList, Optional<String>> source, List<String> typed, @Nullable Integer repeats)
            throws ScenarioProblems {
        Overrides overrides = Overrides.read(typed, repeats, check, problems);
        Optional<String> text = source.apply(problems);
        Optional<Draft> draft = text.flatMap(found -> YamlParser.parse(found, file, problems))
                .flatMap(this::draft)
                .map(found -> found.with(overrides, problems));
        draft.ifPresent(found -> found.check(file, check, problems));
        problems.throwIfAny();
        return draft.orElseThrow().scenario(text.orElseThrow());
    }

    private Optional<Draft> draft(YamlValue document) {
        if (!(document instanceof YamlValue.Mapping mapping)) {
            problems.add(
                    place(document.line()),
                    "a scenario must be a mapping of " + TOP_LEVEL + ", got " + document.described());
            return Optional.empty();
        }
        String name = defaultName();
        String about = "";
        int repeats = Integer.parseInt(SettingsTable.REPEATS.byDefault());
        Map<String, Written> base = Map.of();
        Map<String, Map<String, Written>> variants = Map.of(Scenario.UNNAMED_VARIANT, Map.of());
        Map<String, List<Written>> sweep = Map.of();
        List<Placed<TimedChange>> timeline = List.of();
        Map<String, List<Placed<Fault>>> faults = Map.of();
        var happenings = new HappeningsReader(file, problems);
        for (YamlValue.Entry entry : mapping.entries()) {
            switch (entry.key()) {
                case "name" -> name = name(entry).orElse(name);
                case "about" -> about = about(entry);
                case "base" -> base = settings.settings("`base`", entry.value());
                case "variants" -> variants = variants(entry);
                case "sweep" -> sweep = sweep(entry);
                case "timeline" -> timeline = happenings.timeline(entry.value());
                case "faults" -> faults = happenings.faults(entry.value());
                case "repeats" -> repeats = repeats(entry).orElse(repeats);
                default -> unknown(entry);
            }
        }
        refuseSweptVariants(variants, sweep);
        return Optional.of(new Draft(name, about, base, variants, sweep, timeline, faults, repeats));
    }

    /** The file's name without its ending, made fit where needed. */
    private String defaultName() {
        String fileName = String.valueOf(Path.of(file).getFileName()).replaceFirst("\\.ya?ml$", "");
        String fit = fileName.replaceAll("[^A-Za-z0-9_-]+", "-").replaceFirst("^[_-]+", "");
        return fit.isEmpty() ? "scenario" : fit.substring(0, Math.min(64, fit.length()));
    }

    private Optional<String> name(YamlValue.Entry entry) {
        if (entry.value() instanceof YamlValue.Scalar scalar
                && NAME.matcher(scalar.text()).matches()) {
            return Optional.of(scalar.text());
        }
        problems.add(
                place(entry.line()),
                "`name`" + NAME_MUST + ", got " + entry.value().described());
        return Optional.empty();
    }

    private String about(YamlValue.Entry entry) {
        if (entry.value() instanceof YamlValue.Scalar scalar) {
            if (scalar.text().length() <= MOST_ABOUT) {
                return scalar.text().strip();
            }
            problems.add(
                    place(entry.line()),
                    "`about` must be at most " + MOST_ABOUT + " characters, got "
                            + scalar.text().length());
        } else {
            problems.add(
                    place(entry.line()),
                    "`about` must be a piece of text, got " + entry.value().described());
        }
        return "";
    }

    private Optional<Integer> repeats(YamlValue.Entry entry) {
        var place = place(entry.line());
        if (entry.value() instanceof YamlValue.Scalar scalar) {
            return check.read(
                    SettingsTable.REPEATS,
                    entry.key(),
                    new Written(scalar.text().strip(), place));
        }
        problems.add(
                place, "`repeats` must be a single value, got " + entry.value().described());
        return Optional.empty();
    }

    private Map<String, Map<String, Written>> variants(YamlValue.Entry entry) {
        Map<String, Map<String, Written>> variants = new LinkedHashMap<>();
        if (!(entry.value() instanceof YamlValue.Mapping mapping)) {
            problems.add(
                    place(entry.line()),
                    "`variants` must be a mapping of names to settings, got "
                            + entry.value().described());
            return variants;
        }
        if (mapping.entries().isEmpty()) {
            problems.add(place(entry.line()), "`variants` must name at least one variant, got none");
        }
        for (YamlValue.Entry variant : mapping.entries()) {
            String quoted = Quote.of(variant.key());
            if (!NAME.matcher(variant.key()).matches()) {
                problems.add(place(variant.line()), "the name of a variant" + NAME_MUST + ", got " + quoted);
            }
            variants.put(variant.key(), settings.settings("the variant " + quoted, variant.value()));
        }
        return variants;
    }

    private Map<String, List<Written>> sweep(YamlValue.Entry entry) {
        boolean empty = entry.value() instanceof YamlValue.Mapping mapping
                && mapping.entries().isEmpty();
        if (empty || entry.value().isNothing()) {
            problems.add(place(entry.line()), "`sweep` must have at least one setting with its values, got none");
            return Map.of();
        }
        return settings.sweep(entry.value());
    }

    private void refuseSweptVariants(Map<String, Map<String, Written>> variants, Map<String, List<Written>> sweep) {
        variants.forEach((variant, written) -> written.forEach((key, value) -> {
            if (sweep.containsKey(key)) {
                problems.add(
                        value.place(),
                        "`%s` must not be set by the variant `%s` and by `sweep`: one would undo the other"
                                .formatted(key, variant));
            }
        }));
    }

    private void unknown(YamlValue.Entry entry) {
        String key = entry.key();
        Place place = place(entry.line());
        if (SettingsTable.settingOf(key).isPresent() || SettingsTable.isSection(key)) {
            problems.add(place, Quote.of(key) + " must stand under `base`, a variant or `sweep`: it is a setting");
        } else {
            problems.add(
                    place,
                    Nearest.to(key, TOP_LEVEL_KEYS)
                            .map(near -> "unknown key " + Quote.of(key) + "; did you mean `" + near + "`?")
                            .orElse("unknown key " + Quote.of(key) + "; a scenario takes " + TOP_LEVEL));
        }
    }

    private Place place(int line) {
        return new Place(file, line);
    }
}
