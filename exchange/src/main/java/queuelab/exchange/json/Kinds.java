package queuelab.exchange.json;

import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Collectors;

/**
 * The kinds of record that a sealed interface has, each with its name in JSON: the value of one more field, which comes first.
 *
 * @param of the sealed interface
 * @param field the name of that field
 * @param byName each kind
 */
public record Kinds<T>(Class<T> of, String field, Map<String, Class<? extends T>> byName) {
    public Kinds {
        byName = Map.copyOf(byName);
    }

    /** @throws IllegalArgumentException when it has none, which is a mistake in our own code */
    String name(Class<?> kind) {
        return byName.entrySet().stream()
                .filter(entry -> entry.getValue() == kind)
                .map(Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(kind + " has no name in JSON"));
    }

    @Override
    public String toString() {
        return byName.keySet().stream().sorted().collect(Collectors.joining(", "));
    }
}
