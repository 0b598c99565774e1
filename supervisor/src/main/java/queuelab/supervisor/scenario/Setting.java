package queuelab.supervisor.scenario;

/**
 * One row of the table of settings.
 *
 * @param key dotted
 * @param kind what may be written
 * @param byDefault what holds where nothing is written, in the form a scenario would write it; may be empty
 * @param about its meaning in one line
 */
record Setting<T>(String key, ValueKind<T> kind, String byDefault, String about) {
    /** Whether it is a mapping, with entries written {@code key.name}. */
    boolean hasEntries() {
        return kind instanceof ValueKind.Entries;
    }

    /** The name of one of its entries, as a dotted key of its own. */
    String entry(String name) {
        return key + "." + name;
    }

    /** {@code `key: value`}, as a sentence quotes it. */
    String with(String value) {
        return "`" + key + ": " + value + "`";
    }

    @Override
    public String toString() {
        return "`" + key + "`";
    }
}
