package queuelab.supervisor.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the single values of a scenario's {@code timeline} and {@code faults}, and says what is wrong with each. */
final class HappeningValues {
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final int MOST_DRAWN = 1000;

    private final String file;
    private final ProblemList problems;

    HappeningValues(String file, ProblemList problems) {
        this.file = file;
        this.problems = problems;
    }

    List<YamlValue> items(String owner, String must, YamlValue value) {
        if (value instanceof YamlValue.Items items) {
            return items.values();
        }
        problem(value.line(), owner + " must be " + must + ", got " + value.described());
        return List.of();
    }

    /** Nested and dotted keys alike, each with its single value. */
    Map<String, Written> flat(YamlValue.Mapping mapping) {
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
    Map<String, Written> known(YamlValue.Mapping mapping, List<String> keys) {
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

    Optional<Duration> duration(@Nullable Written written, String key, String owner, int line) {
        if (written == null) {
            problem(line, owner + " needs `" + key + "`, such as 5s, counted from the start of measuring");
            return Optional.empty();
        }
        return Optional.ofNullable(read(written, key, text -> new ValueKind.Span(Duration.ZERO, LONGEST).read(text)));
    }

    @Nullable
    Duration optional(@Nullable Written written, String key) {
        return written == null
                ? null
                : read(written, key, text -> new ValueKind.Span(Duration.ofMillis(1), LONGEST).read(text));
    }

    long bytesPerSecond(@Nullable Written written) {
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

    int count(@Nullable Written written, int line) {
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

    <T> Optional<T> word(@Nullable Written written, String key, int line, Function<Written, Optional<T>> reading) {
        if (written == null) {
            problem(line, "a fault needs `" + key + "`");
            return Optional.empty();
        }
        return reading.apply(written);
    }

    <T> List<T> words(YamlValue.Mapping mapping, String key, int line, Function<Written, Optional<T>> reading) {
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

    Optional<Fault.Target> target(Written written) {
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

    Optional<Fault.Kind> kind(Written written) {
        var kind = Fault.Kind.of(written.text());
        if (kind.isEmpty()) {
            problems.add(
                    written.place(),
                    "`action` must be " + Quote.alternatives(Fault.Kind.words()) + ", got " + Quote.of(written.text())
                            + near(written.text(), Fault.Kind.words()));
        }
        return kind;
    }

    private static String near(String typed, List<String> known) {
        return Nearest.to(typed, known)
                .map(word -> "; did you mean `" + word + "`?")
                .orElse("");
    }

    void problem(int line, String sentence) {
        problems.add(place(line), sentence);
    }

    Place place(int line) {
        return new Place(file, line);
    }
}
