package queuelab.exchange.control;

/** How due times are spaced. Each has the word a scenario uses for it. */
public enum Arrivals {
    /** Message i is due at start + i / rate. */
    EVEN("even"),
    /** Gaps drawn from an exponential distribution. */
    POISSON("poisson");

    private final String word;

    Arrivals(String word) {
        this.word = word;
    }

    /** The word a scenario uses. */
    public String word() {
        return word;
    }
}
