package queuelab.supervisor.live;

import java.util.Locale;

/** Counts in words. */
final class Count {
    private Count() {}

    static String words(long count, String noun) {
        return String.format(Locale.ROOT, "%,d", count) + " " + noun + (count == 1 ? "" : "s");
    }
}
