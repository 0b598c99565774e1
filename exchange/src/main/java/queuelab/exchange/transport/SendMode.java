package queuelab.exchange.transport;

/** How a producer learns that the broker has a message. Each has the word a scenario uses for it. */
public enum SendMode {
    /** A completion listener, called when the broker confirmed. */
    ASYNC("async"),
    /** The send call returns when the broker confirmed. */
    BLOCKING("blocking");

    private final String word;

    SendMode(String word) {
        this.word = word;
    }

    /** The word a scenario uses. */
    public String word() {
        return word;
    }
}
