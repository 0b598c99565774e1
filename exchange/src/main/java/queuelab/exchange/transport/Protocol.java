package queuelab.exchange.transport;

/** What clients of the broker speak. Each has the word a scenario uses for it. */
public enum Protocol {
    /** Artemis's own protocol. */
    CORE("core"),
    /** AMQP 1.0. */
    AMQP("amqp");

    private final String word;

    Protocol(String word) {
        this.word = word;
    }

    /** The word a scenario uses. */
    public String word() {
        return word;
    }
}
