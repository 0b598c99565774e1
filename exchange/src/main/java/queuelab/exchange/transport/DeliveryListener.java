package queuelab.exchange.transport;

import java.nio.ByteBuffer;

/** Takes the copies that one receiver hands out. All calls come from one thread at a time. */
public interface DeliveryListener {
    /**
     * One copy.
     *
     * @param body the whole body from position 0 to its limit, over an array; valid only during the call
     * @param receivedNanos {@link System#nanoTime()}, read first thing
     * @param redelivered whether the transport says it handed this message out before
     * @throws HandlingFailed when the message's handling fails on purpose; the transport redelivers or rolls back
     */
    void received(ByteBuffer body, long receivedNanos, boolean redelivered) throws HandlingFailed;

    /** Every copy received and not yet acknowledged or rolled back is now acknowledged: the acknowledgement or commit returned. */
    void acknowledged(long acknowledgedNanos);

    /** Every copy received and not yet acknowledged goes back to the transport. */
    void rolledBack();

    /** The transport broke under the receiver; no further calls come. */
    void broken(Throwable cause);
}
