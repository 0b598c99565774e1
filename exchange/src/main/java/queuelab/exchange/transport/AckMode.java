package queuelab.exchange.transport;

/** How a consumer acknowledges. Each has the word a scenario uses for it. */
public enum AckMode {
    /** Acknowledged by the client after the listener returned. */
    AUTO("auto"),
    /** The listener acknowledges each message, and with it all before. */
    CLIENT("client"),
    /** Acknowledged in lazy batches; duplicates possible after a failure. */
    DUPS_OK("dups-ok"),
    /** The listener acknowledges this message only. */
    INDIVIDUAL("individual"),
    /** The broker forgets a message as it hands it out: at most once. */
    PRE("pre"),
    /** Received in transactions of `consumer.commitEvery`. */
    TRANSACTED("transacted");

    private final String word;

    AckMode(String word) {
        this.word = word;
    }

    /** The word a scenario uses. */
    public String word() {
        return word;
    }
}
