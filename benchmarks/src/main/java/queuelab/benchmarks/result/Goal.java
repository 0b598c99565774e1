package queuelab.benchmarks.result;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a figure should come to.
 *
 * @param bound the least, or the most, that it may be
 * @param atLeast which of the two
 */
public record Goal(double bound, boolean atLeast) {
    public static Goal atLeast(double bound) {
        return new Goal(bound, true);
    }

    public static Goal atMost(double bound) {
        return new Goal(bound, false);
    }

    /** Whether a figure meets it, and whether its interval leaves any doubt of that. */
    public String met(double figure, @Nullable Double low, @Nullable Double high) {
        boolean met = holds(figure);
        boolean doubtful = low != null && high != null && (holds(low) != met || holds(high) != met);
        return (met ? "yes" : "no") + (doubtful ? ", within noise" : "");
    }

    /** The same for a figure that has no interval. */
    public String met(double figure) {
        return met(figure, null, null);
    }

    private boolean holds(double figure) {
        return atLeast ? figure >= bound : figure <= bound;
    }

    /** As written before a number with two decimals: a ratio. */
    public String ratio() {
        return (atLeast ? "≥ " : "≤ ") + String.format(Locale.ROOT, "%.2f", bound);
    }
}
