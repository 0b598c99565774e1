package queuelab.exchange.recording;

/** The latency distributions a trial keeps, never mixed. The tag is what an HdrHistogram log carries. */
public enum Measure {
    /** sent − due: how late the sender was; producers record it. */
    SCHEDULE_LAG("scheduleLag"),
    /** acknowledged − sent; producers record it. */
    SEND_TO_ACK("sendToAck"),
    /** received − sent; consumers record it. */
    SEND_TO_RECEIVE("sendToReceive"),
    /** received − due: the headline; consumers record it. */
    DUE_TO_RECEIVE("dueToReceive"),
    /** arrived at the broker − sent; the lab's own broker records it, as the two that follow. */
    SENT_TO_ARRIVED("sentToArrived"),
    /** stored − sent: routed, and where it is durable in the journal, so that the broker may confirm it and hand it out. */
    SENT_TO_STORED("sentToStored"),
    /** taken from the queue for a consumer − sent; of a copy's first delivery. */
    SENT_TO_HANDED_OUT("sentToHandedOut"),
    /** acknowledgement returned − received; consumers record it where the acknowledgement can be seen to return. */
    RECEIVE_TO_CONSUMED("receiveToConsumed"),
    /** handled − received: how long a consuming thread was busy with a copy, the wait for a lock around the work included. */
    HANDLING("handling"),
    /** How much of {@link #HANDLING} was spent waiting for the lock; consumers record it where there is one. */
    LOCK_WAIT("lockWait");

    private final String tag;

    Measure(String tag) {
        this.tag = tag;
    }

    public String tag() {
        return tag;
    }
}
