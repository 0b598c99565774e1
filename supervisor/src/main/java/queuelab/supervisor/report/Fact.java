package queuelab.supervisor.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A name with its value. */
record Fact(String name, String value) {
    /** A map of maps told by dotted names, in its order. */
    static List<Fact> of(Map<?, ?> map) {
        List<Fact> facts = new ArrayList<>();
        flatten("", map, facts);
        return facts;
    }

    private static void flatten(String prefix, Map<?, ?> map, List<Fact> facts) {
        map.forEach((key, value) -> {
            String name = prefix.isEmpty() ? String.valueOf(key) : prefix + "." + key;
            switch (value) {
                case Map<?, ?> nested -> flatten(name, nested, facts);
                case List<?> list ->
                    facts.add(new Fact(name, list.stream().map(String::valueOf).collect(Collectors.joining(", "))));
                case null, default -> facts.add(new Fact(name, String.valueOf(value)));
            }
        });
    }
}
