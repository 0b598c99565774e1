package queuelab.supervisor.analysis;

import org.jspecify.annotations.Nullable;

/** What can be said of one median compared with another. */
public enum Difference {
    HIGHER("higher"),
    LOWER("lower"),
    /** The interval of the ratio holds 1, or there are too few trials for an interval. */
    NOT_DISTINGUISHABLE("not distinguishable");

    private final String word;

    Difference(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /** The difference that a ratio's interval allows to be named; without an interval there is none. */
    static Difference of(@Nullable Double low, @Nullable Double high) {
        if (low == null || high == null) {
            return NOT_DISTINGUISHABLE;
        }
        if (low > 1) {
            return HIGHER;
        }
        return high < 1 ? LOWER : NOT_DISTINGUISHABLE;
    }
}
