package queuelab.supervisor.analysis;

import queuelab.exchange.recording.Measure;

/** A part of the way of a message from its producer to its consumer, in their order. Each begins where the one before it ends. */
public enum Stage {
    /** From just before the send call until the broker has the whole message: client, wire, reading. */
    CLIENT_TO_BROKER("clientToBroker", "client to broker", Measure.SENT_TO_ARRIVED),
    /** Until it is routed and, where it is durable, in the journal: from here on the broker may confirm it and hand it out. */
    STORED("stored", "stored", Measure.SENT_TO_STORED),
    /** Until the broker takes it from the queue for a consumer. */
    WAITING("waiting", "waiting in the queue", Measure.SENT_TO_HANDED_OUT),
    /** Until the consumer's listener has it: encoding, wire, what the client had fetched ahead. */
    BROKER_TO_CLIENT("brokerToClient", "broker to client", Measure.SEND_TO_RECEIVE);

    private final String word;
    private final String inWords;
    private final Measure end;

    Stage(String word, String inWords, Measure end) {
        this.word = word;
        this.inWords = inWords;
        this.end = end;
    }

    /** Its name in results. */
    public String word() {
        return word;
    }

    /** Its name for people. */
    public String inWords() {
        return inWords;
    }

    /** The latency, counted from sending, of the moment at which it ends. */
    public Measure end() {
        return end;
    }
}
