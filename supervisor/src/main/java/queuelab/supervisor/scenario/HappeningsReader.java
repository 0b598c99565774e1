package queuelab.supervisor.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a scenario's {@code timeline} and {@code faults}. */
final class HappeningsReader {
    /** The name under which a plain list of faults is kept: it makes no points of its own. */
    static final String UNNAMED = "";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,39}");
    private static final String NAME_MUST =
            " must be at most 40 letters, digits, `.`, `_` and `-`, beginning with a letter or digit";
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final int MOST_DRAWN = 1000;
    private static final List<String> FAULT_KEYS =
            List.of("at", "target", "action", "restart", "for", "by", "to", "random");
    private static final List<String> RANDOM_KEYS =
            List.of("count", "from", "to", "targets", "actions", "restart", "for");

    private final String file;
    private final ProblemList problems;

    /** Something read, and where it was written. */
    record Placed<T>(T value, Place place) {}

    HappeningsReader(String file, ProblemList problems) {
        this.file = file;
        this.problems = problems;
    }

    /** The changes of a timeline, in the file's order. */
    List<Placed<TimedChange>> timeline(YamlValue value) {
        List<Placed<TimedChange>> timeline = new ArrayList<>();
        for (YamlValue item :
                items("`timeline`", "a list of changes such as {at: 10s, consumer.processes: 4}", value)) {
            if (!(item instanceof YamlValue.Mapping mapping)) {
                problem(
                        item.line(),
                        "a change in `timeline` must be a mapping such as {at: 10s, consumer.processes: 4}, got "
                                + item.described());
                continue;
            }
            Map<String, Written> entries = flat(mapping);
            Optional<Duration> at = duration(entries.remove("at"), "at", "a change in `timeline`", item.line());
            if (entries.isEmpty()) {
                problem(item.line(), "a change in `timeline` must name at least one setting, got none");
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
                    problem(
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
        for (YamlValue item :
                items(owner, "a list of faults such as {at: 5s, target: broker, action: kill, restart: 1s}", value)) {
            if (!(item instanceof YamlValue.Mapping mapping)) {
                problem(
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
            fault.ifPresent(found -> faults.add(new Placed<>(found, place(item.line()))));
        }
        return faults;
    }

    private Optional<Fault> planned(YamlValue.Mapping mapping, int line) {
        int before = problems.count();
        Map<String, Written> entries = known(mapping, FAULT_KEYS);
        Optional<Duration> at = duration(entries.get("at"), "at", "a fault", line);
        Optional<Fault.Target> target = word(entries.get("target"), "target", line, this::target);
        Optional<Fault.Kind> kind = word(entries.get("action"), "action", line, this::kind);
        @Nullable Duration restart = optional(entries.get("restart"), "restart");
        @Nullable Duration lasting = optional(entries.get("for"), "for");
        @Nullable Duration by = optional(entries.get("by"), "by");
        long bytes = bytesPerSecond(entries.get("to"));
        if (problems.count() > before || at.isEmpty() || target.isEmpty() || kind.isEmpty()) {
            return Optional.empty();
        }
        fits(List.of(target.get()), List.of(kind.get()), restart, lasting, line);
        needs(kind.get() == Fault.Kind.DELAY, by != null, "by", kind.get(), line);
        needs(kind.get() == Fault.Kind.SLOW, bytes > 0, "to", kind.get(), line);
        return Optional.of(new Fault.Planned(at.get(), target.get(), kind.get(), restart, lasting, by, bytes));
    }

    private Optional<Fault> drawn(YamlValue.Entry random, YamlValue.Mapping around) {
        int before = problems.count();
        int line = random.line();
        if (around.entries().size() > 1) {
            problem(line, "`random` must stand alone in its fault: what it needs stands inside of it");
        }
        if (!(random.value() instanceof YamlValue.Mapping mapping)) {
            problem(
                    line,
                    "`random` must be a mapping of `count`, `from`, `to`, `targets` and `actions`, got "
                            + random.value().described());
            return Optional.empty();
        }
        List<Fault.Target> targets = words(mapping, "targets", line, this::target);
        List<Fault.Kind> kinds = words(mapping, "actions", line, this::kind);
        Map<String, Written> entries = known(mapping, RANDOM_KEYS);
        Optional<Duration> from = duration(entries.get("from"), "from", "`random`", line);
        Optional<Duration> to = duration(entries.get("to"), "to", "`random`", line);
        int count = count(entries.get("count"), line);
        @Nullable Duration restart = optional(entries.get("restart"), "restart");
        @Nullable Duration lasting = optional(entries.get("for"), "for");
        if (problems.count() > before || from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        if (to.get().compareTo(from.get()) <= 0) {
            problem(
                    line,
                    "`to` must be later than `from` ("
                            + Units.DURATION.write(from.get().toNanos()) + "), got "
                            + Units.DURATION.write(to.get().toNanos()));
        }
        if (kinds.stream().anyMatch(kind -> kind == Fault.Kind.DELAY || kind == Fault.Kind.SLOW)) {
            problem(line, "`actions` of `random` cannot be `delay` or `slow`: by how much would have to be drawn too");
        }
        fits(targets, kinds, restart, lasting, line);
        return Optional.of(new Fault.Drawn(count, from.get(), to.get(), targets, kinds, restart, lasting));
    }

    /** Refuses what no such target can suffer, and lengths that are missing or mean nothing. */
    private void fits(
            List<Fault.Target> targets,
            List<Fault.Kind> kinds,
            @Nullable Duration restart,
            @Nullable Duration lasting,
            int line) {
        for (Fault.Target target : targets) {
            for (Fault.Kind kind : kinds) {
                if (!target.role().kinds().contains(kind)) {
                    problem(
                            line,
                            "`action` of a " + target.role().word() + " must be "
                                    + alternatives(target.role().kinds().stream()
                                            .map(Fault.Kind::word)
                                            .toList())
                                    + ", got `" + kind.word() + "`");
                }
                boolean leaves = kind == Fault.Kind.KILL || kind == Fault.Kind.STOP;
                if (target.role() == Fault.Role.BROKER && leaves && restart == null) {
                    problem(
                            line,
                            "`action: " + kind.word()
                                    + "` of the broker needs `restart`, such as 1s: without a broker no message gets anywhere");
                }
            }
        }
        if (lasting == null) {
            kinds.stream()
                    .filter(Fault.Kind::lasts)
                    .findFirst()
                    .ifPresent(kind ->
                            problem(line, "`action: " + kind.word() + "` needs `for`, such as 2s: how long it lasts"));
        } else if (kinds.stream().noneMatch(Fault.Kind::lasts)) {
            problem(
                    line,
                    "`for` means nothing with `action: " + kinds.getFirst().word() + "`, got "
                            + Units.DURATION.write(lasting.toNanos()));
        }
        if (restart != null && kinds.stream().noneMatch(Fault.Kind::startsAgain)) {
            problem(
                    line,
                    "`restart` means nothing with `action: " + kinds.getFirst().word() + "`, got "
                            + Units.DURATION.write(restart.toNanos()));
        }
    }

    private void needs(boolean needed, boolean there, String key, Fault.Kind kind, int line) {
        if (needed != there) {
            problem(
                    line,
                    needed
                            ? "`action: " + kind.word() + "` needs `" + key + "`"
                            : "`" + key + "` means nothing with `action: " + kind.word() + "`");
        }
    }

    private List<YamlValue> items(String owner, String must, YamlValue value) {
        if (value instanceof YamlValue.Items items) {
            return items.values();
        }
        problem(value.line(), owner + " must be " + must + ", got " + value.described());
        return List.of();
    }

    /** Nested and dotted keys alike, each with its single value. */
    private Map<String, Written> flat(YamlValue.Mapping mapping) {
        Map<String, Written> entries = new LinkedHashMap<>();
        flatten("", mapping, entries);
        return entries;
    }

    private void flatten(String prefix, YamlValue.Mapping mapping, Map<String, Written> into) {
        for (YamlValue.Entry entry : mapping.entries()) {
            String key = prefix + entry.key();
            switch (entry.value()) {
                case YamlValue.Mapping nested -> flatten(key + ".", nested, into);
                case YamlValue.Scalar scalar ->
                    into.put(key, new Written(scalar.text().strip(), place(entry.line())));
                case YamlValue.Items items ->
                    problem(entry.line(), Quote.of(key) + " must be a single value, got " + items.described());
            }
        }
    }

    /** The single values of a fault; an unknown key is a problem. Lists are read elsewhere. */
    private Map<String, Written> known(YamlValue.Mapping mapping, List<String> keys) {
        Map<String, Written> entries = new LinkedHashMap<>();
        for (YamlValue.Entry entry : mapping.entries()) {
            String key = entry.key();
            if (!keys.contains(key)) {
                problem(
                        entry.line(),
                        "unknown key " + Quote.of(key) + " in a fault"
                                + Nearest.to(key, keys)
                                        .map(near -> "; did you mean `" + near + "`?")
                                        .orElse("; it takes "
                                                + keys.stream()
                                                        .map(known -> "`" + known + "`")
                                                        .collect(Collectors.joining(", "))));
            } else if (entry.value() instanceof YamlValue.Scalar scalar) {
                entries.put(key, new Written(scalar.text().strip(), place(entry.line())));
            } else if (!key.equals("targets") && !key.equals("actions")) {
                problem(
                        entry.line(),
                        "`" + key + "` of a fault must be a single value, got "
                                + entry.value().described());
            }
        }
        return entries;
    }

    private Optional<Duration> duration(@Nullable Written written, String key, String owner, int line) {
        if (written == null) {
            problem(line, owner + " needs `" + key + "`, such as 5s, counted from the start of measuring");
            return Optional.empty();
        }
        return Optional.ofNullable(read(written, key, text -> new ValueKind.Span(Duration.ZERO, LONGEST).read(text)));
    }

    private @Nullable Duration optional(@Nullable Written written, String key) {
        return written == null
                ? null
                : read(written, key, text -> new ValueKind.Span(Duration.ofMillis(1), LONGEST).read(text));
    }

    private long bytesPerSecond(@Nullable Written written) {
        if (written == null) {
            return 0;
        }
        Long bytes = read(written, "to", text -> {
            if (!text.endsWith("/s")) {
                throw new Refusal("a size a second such as 1MiB/s", Quote.of(text));
            }
            return Units.SIZE.read(text.substring(0, text.length() - 2).strip(), 1024, "", 1L << 40);
        });
        return bytes == null ? 0 : bytes;
    }

    private int count(@Nullable Written written, int line) {
        if (written == null) {
            problem(line, "`random` needs `count`, such as 5");
            return 1;
        }
        Integer count = read(written, "count", text -> new ValueKind.Count(1, MOST_DRAWN).read(text));
        return count == null ? 1 : count;
    }

    /** What is read from a text, or refused. */
    @FunctionalInterface
    private interface Reading<T> {
        T read(String text) throws Refusal;
    }

    private <T> @Nullable T read(Written written, String key, Reading<T> reading) {
        try {
            return reading.read(written.text());
        } catch (Refusal refusal) {
            problems.add(written.place(), refusal.sentence(key));
            return null;
        }
    }

    private <T> Optional<T> word(
            @Nullable Written written, String key, int line, Function<Written, Optional<T>> reading) {
        if (written == null) {
            problem(line, "a fault needs `" + key + "`");
            return Optional.empty();
        }
        return reading.apply(written);
    }

    private <T> List<T> words(YamlValue.Mapping mapping, String key, int line, Function<Written, Optional<T>> reading) {
        List<T> words = new ArrayList<>();
        for (YamlValue.Entry entry : mapping.entries()) {
            if (entry.key().equals(key) && entry.value() instanceof YamlValue.Items items) {
                for (YamlValue item : items.values()) {
                    if (item instanceof YamlValue.Scalar scalar) {
                        reading.apply(new Written(scalar.text().strip(), place(item.line())))
                                .ifPresent(words::add);
                    }
                }
                if (items.values().isEmpty()) {
                    problem(entry.line(), "`" + key + "` of `random` must name at least one, got none");
                }
                return words;
            }
        }
        problem(line, "`random` needs `" + key + "`, a list");
        return words;
    }

    private Optional<Fault.Target> target(Written written) {
        var target = Fault.Target.read(written.text());
        if (target.isEmpty()) {
            problems.add(
                    written.place(),
                    "`target` must be `broker`, `network`, `producer[1]` or `consumer[1]`, with the process's number,"
                            + " got " + Quote.of(written.text())
                            + near(written.text(), List.of("broker", "network", "producer[1]", "consumer[1]")));
        }
        return target;
    }

    private Optional<Fault.Kind> kind(Written written) {
        var kind = Fault.Kind.of(written.text());
        if (kind.isEmpty()) {
            problems.add(
                    written.place(),
                    "`action` must be " + alternatives(Fault.Kind.words()) + ", got " + Quote.of(written.text())
                            + near(written.text(), Fault.Kind.words()));
        }
        return kind;
    }

    private static String near(String typed, List<String> known) {
        return Nearest.to(typed, known)
                .map(word -> "; did you mean `" + word + "`?")
                .orElse("");
    }

    private static String alternatives(List<String> words) {
        List<String> quoted = words.stream().map(word -> "`" + word + "`").toList();
        return String.join(", ", quoted.subList(0, quoted.size() - 1)) + " or " + quoted.getLast();
    }

    private void problem(int line, String sentence) {
        problems.add(place(line), sentence);
    }

    private Place place(int line) {
        return new Place(file, line);
    }
}
