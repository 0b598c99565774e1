package queuelab.exchange.message;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Reads and verifies bodies, one after the other. Owned by one receiving thread; {@link #read} allocates nothing, and the other methods
 * tell of the body it read last.
 */
public final class IncomingBody {
    /** What a body is worth. */
    public enum Condition {
        /** Both checksums hold. */
        INTACT,
        /** The stamp holds, but the payload is shorter or longer than it says, or fails its checksum. */
        PAYLOAD_DAMAGED,
        /** No stamp of this version, or its checksum fails: nothing in it can be trusted. */
        UNREADABLE
    }

    private final CRC32C checksum = new CRC32C();
    private int producer;
    private long sequence;
    private int attempt;
    private long dueNanos;
    private long sentNanos;

    /**
     * Reads a body, from position 0 to the buffer's limit, and leaves the buffer as it is.
     *
     * @param body over an array, as all transports have it: C1 reads those several times as fast
     */
    public Condition read(ByteBuffer body) {
        byte[] bytes = body.array();
        int at = body.arrayOffset();
        int length = body.limit();
        if (length < Stamp.BYTES
                || (int) Stamp.INT.get(bytes, at + Stamp.PREFIX_AT) != Stamp.PREFIX
                || checksum(bytes, at, Stamp.STAMP_CHECKSUM_AT)
                        != (int) Stamp.INT.get(bytes, at + Stamp.STAMP_CHECKSUM_AT)) {
            producer = -1;
            sequence = -1;
            return Condition.UNREADABLE;
        }
        producer = (int) Stamp.INT.get(bytes, at + Stamp.PRODUCER_AT);
        sequence = (long) Stamp.LONG.get(bytes, at + Stamp.SEQUENCE_AT);
        attempt = (int) Stamp.INT.get(bytes, at + Stamp.ATTEMPT_AT);
        dueNanos = (long) Stamp.LONG.get(bytes, at + Stamp.DUE_AT);
        sentNanos = (long) Stamp.LONG.get(bytes, at + Stamp.SENT_AT);
        int payload = length - Stamp.BYTES;
        boolean whole = payload == (int) Stamp.INT.get(bytes, at + Stamp.PAYLOAD_LENGTH_AT)
                && checksum(bytes, at + Stamp.BYTES, payload)
                        == (int) Stamp.INT.get(bytes, at + Stamp.PAYLOAD_CHECKSUM_AT);
        return whole ? Condition.INTACT : Condition.PAYLOAD_DAMAGED;
    }

    /** The sending thread's number; −1 when the stamp was unreadable. */
    public int producer() {
        return producer;
    }

    /** The message's number at its producer; −1 when the stamp was unreadable. */
    public long sequence() {
        return sequence;
    }

    /** The producer's attempt, from 1. */
    public int attempt() {
        return attempt;
    }

    /** When the message was due. */
    public long dueNanos() {
        return dueNanos;
    }

    /** When the message was sent. */
    public long sentNanos() {
        return sentNanos;
    }

    private int checksum(byte[] bytes, int from, int length) {
        checksum.reset();
        checksum.update(bytes, from, length);
        return (int) checksum.getValue();
    }
}
