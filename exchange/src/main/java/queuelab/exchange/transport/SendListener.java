package queuelab.exchange.transport;

/**
 * Hears of the fate of one sender's messages. Called by one thread at a time, though not always the sender's own.
 */
public interface SendListener {
    /** The transport confirmed the message (for a durable queue: it is stored), or the commit that covers it returned. */
    void acknowledged(long sequence, long sentNanos, long acknowledgedNanos);

    /** The message was provably not taken, or rolled back. */
    void rejected(long sequence, String reason);
}
