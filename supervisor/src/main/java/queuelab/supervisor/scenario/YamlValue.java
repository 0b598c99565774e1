package queuelab.supervisor.scenario;

import java.util.List;

/** What a YAML file holds, with the line of everything, from 1. No key is twice in a mapping. */
sealed interface YamlValue {
    int line();

    /** How a sentence names it. */
    String described();

    /** Whether nothing was written, as after a key with no value. */
    default boolean isNothing() {
        return this instanceof Scalar scalar && scalar.text().isEmpty();
    }

    /** Anything written as one piece of text, quoted or not. */
    record Scalar(String text, int line) implements YamlValue {
        @Override
        public String described() {
            return Quote.of(text);
        }
    }

    /** A list. */
    record Items(List<YamlValue> values, int line) implements YamlValue {
        public Items {
            values = List.copyOf(values);
        }

        @Override
        public String described() {
            return "a list";
        }
    }

    /** A mapping, in the order of the file. */
    record Mapping(List<Entry> entries, int line) implements YamlValue {
        public Mapping {
            entries = List.copyOf(entries);
        }

        @Override
        public String described() {
            return "a mapping";
        }
    }

    /** One key of a mapping with its value; the line is the key's. */
    record Entry(String key, int line, YamlValue value) {}
}
