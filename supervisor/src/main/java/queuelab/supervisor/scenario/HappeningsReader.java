package queuelab.supervisor.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a scenario's {@code timeline} and {@code faults}. */
final class HappeningsReader {
    /** The name under which a plain list of faults is kept: it makes no points of its own. */
    static final String UNNAMED = "";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,39}");
    private static final String NAME_MUST =
            " must be at most 40 letters, digits, `.`, `_` and `-`, beginning with a letter or digit";
    private static final List<String> FAULT_KEYS =
            List.of("at", "target", "action", "restart", "for", "by", "to", "random");
    private static final List<String> RANDOM_KEYS =
            List.of("count", "from", "to", "targets", "actions", "restart", "for");

    private final ProblemList problems;
    private final HappeningValues values;
    private final FaultRules rules;

    /** Something read, and where it was written. */
    record Placed<T>(T value, Place place) {}

    HappeningsReader(String file, ProblemList problems) {
        this.problems = problems;
        this.values = new HappeningValues(file, problems);
        this.rules = new FaultRules(values);
    }

    /** The changes of a timeline, in the file's order. */
    List<Placed<TimedChange>> timeline(YamlValue value) {
        List<Placed<TimedChange>> timeline = new ArrayList<>();
        for (YamlValue item :
                values.items("`timeline`", "a list of changes such as {at: 10s, consumer.processes: 4}", value)) {
            if (!(item instanceof YamlValue.Mapping mapping)) {
                values.problem(
                        item.line(),
                        "a change in `timeline` must be a mapping such as {at: 10s, consumer.processes: 4}, got "
                                + item.described());
                continue;
            }
            Map<String, Written> entries = values.flat(mapping);
            Optional<Duration> at = values.duration(entries.remove("at"), "at", "a change in `timeline`", item.line());
            if (entries.isEmpty()) {
                values.problem(item.line(), "a change in `timeline` must name at least one setting, got none");
            }
            entries.forEach((key, written) -> change(key, written)
                    .ifPresent(change -> at.ifPresent(
                            moment -> timeline.add(new Placed<>(new TimedChange(moment, change), written.place())))));
        }
        return timeline;
    }

    private Optional<Change> change(String key, Written written) {
        try {
            return Optional.of(Change.of(key, written.text()));
        } catch (IllegalArgumentException e) {
            problems.add(written.place(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** Lists of faults by name; a plain list has the name {@link #UNNAMED}. */
    Map<String, List<Placed<Fault>>> faults(YamlValue value) {
        Map<String, List<Placed<Fault>>> faults = new LinkedHashMap<>();
        if (value instanceof YamlValue.Mapping mapping && !mapping.entries().isEmpty()) {
            for (YamlValue.Entry entry : mapping.entries()) {
                if (!NAME.matcher(entry.key()).matches()) {
                    values.problem(
                            entry.line(),
                            "the name of a list of faults" + NAME_MUST + ", got " + Quote.of(entry.key()));
                }
                faults.put(entry.key(), list("`faults." + entry.key() + "`", entry.value()));
            }
        } else {
            faults.put(UNNAMED, list("`faults`", value));
        }
        return faults;
    }

    private List<Placed<Fault>> list(String owner, YamlValue value) {
        List<Placed<Fault>> faults = new ArrayList<>();
        for (YamlValue item : values.items(
                owner, "a list of faults such as {at: 5s, target: broker, action: kill, restart: 1s}", value)) {
            if (!(item instanceof YamlValue.Mapping mapping)) {
                values.problem(
                        item.line(),
                        "a fault must be a mapping such as {at: 5s, target: broker, action: kill, restart: 1s}, got "
                                + item.described());
                continue;
            }
            Optional<YamlValue.Entry> random = mapping.entries().stream()
                    .filter(entry -> entry.key().equals("random"))
                    .findFirst();
            Optional<? extends Fault> fault =
                    random.isPresent() ? drawn(random.get(), mapping) : planned(mapping, item.line());
            fault.ifPresent(found -> faults.add(new Placed<>(found, values.place(item.line()))));
        }
        return faults;
    }

    private Optional<Fault> planned(YamlValue.Mapping mapping, int line) {
        int before = problems.count();
        Map<String, Written> entries = values.known(mapping, FAULT_KEYS);
        Optional<Duration> at = values.duration(entries.get("at"), "at", "a fault", line);
        Optional<Fault.Target> target = values.word(entries.get("target"), "target", line, values::target);
        Optional<Fault.Kind> kind = values.word(entries.get("action"), "action", line, values::kind);
        @Nullable Duration restart = values.optional(entries.get("restart"), "restart");
        @Nullable Duration lasting = values.optional(entries.get("for"), "for");
        @Nullable Duration by = values.optional(entries.get("by"), "by");
        long bytes = values.bytesPerSecond(entries.get("to"));
        if (problems.count() > before || at.isEmpty() || target.isEmpty() || kind.isEmpty()) {
            return Optional.empty();
        }
        rules.fits(List.of(target.get()), List.of(kind.get()), restart, lasting, line);
        rules.needs(kind.get() == Fault.Kind.DELAY, by != null, "by", kind.get(), line);
        rules.needs(kind.get() == Fault.Kind.SLOW, bytes > 0, "to", kind.get(), line);
        return Optional.of(new Fault.Planned(at.get(), target.get(), kind.get(), restart, lasting, by, bytes));
    }

    private Optional<Fault> drawn(YamlValue.Entry random, YamlValue.Mapping around) {
        int before = problems.count();
        int line = random.line();
        if (around.entries().size() > 1) {
            values.problem(line, "`random` must stand alone in its fault: what it needs stands inside of it");
        }
        if (!(random.value() instanceof YamlValue.Mapping mapping)) {
            values.problem(
                    line,
                    "`random` must be a mapping of `count`, `from`, `to`, `targets` and `actions`, got "
                            + random.value().described());
            return Optional.empty();
        }
        List<Fault.Target> targets = values.words(mapping, "targets", line, values::target);
        List<Fault.Kind> kinds = values.words(mapping, "actions", line, values::kind);
        Map<String, Written> entries = values.known(mapping, RANDOM_KEYS);
        Optional<Duration> from = values.duration(entries.get("from"), "from", "`random`", line);
        Optional<Duration> to = values.duration(entries.get("to"), "to", "`random`", line);
        int count = values.count(entries.get("count"), line);
        @Nullable Duration restart = values.optional(entries.get("restart"), "restart");
        @Nullable Duration lasting = values.optional(entries.get("for"), "for");
        if (problems.count() > before || from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        if (to.get().compareTo(from.get()) <= 0) {
            values.problem(
                    line,
                    "`to` must be later than `from` ("
                            + Units.DURATION.write(from.get().toNanos()) + "), got "
                            + Units.DURATION.write(to.get().toNanos()));
        }
        if (kinds.stream().anyMatch(kind -> kind == Fault.Kind.DELAY || kind == Fault.Kind.SLOW)) {
            values.problem(
                    line, "`actions` of `random` cannot be `delay` or `slow`: by how much would have to be drawn too");
        }
        rules.fits(targets, kinds, restart, lasting, line);
        return Optional.of(new Fault.Drawn(count, from.get(), to.get(), targets, kinds, restart, lasting));
    }
}
