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

    /** Reads a body, from position 0 to the buffer's limit; position and limit are afterwards what they were. */
    public Condition read(ByteBuffer body) {
        int length = body.limit();
        if (length < Stamp.BYTES
                || (int) Stamp.BUFFER_INT.get(body, Stamp.PREFIX_AT) != Stamp.PREFIX
                || checksum(body, 0, Stamp.STAMP_CHECKSUM_AT)
                        != (int) Stamp.BUFFER_INT.get(body, Stamp.STAMP_CHECKSUM_AT)) {
            producer = -1;
            sequence = -1;
            return Condition.UNREADABLE;
        }
        producer = (int) Stamp.BUFFER_INT.get(body, Stamp.PRODUCER_AT);
        sequence = (long) Stamp.BUFFER_LONG.get(body, Stamp.SEQUENCE_AT);
        attempt = (int) Stamp.BUFFER_INT.get(body, Stamp.ATTEMPT_AT);
        dueNanos = (long) Stamp.BUFFER_LONG.get(body, Stamp.DUE_AT);
        sentNanos = (long) Stamp.BUFFER_LONG.get(body, Stamp.SENT_AT);
        boolean whole = length - Stamp.BYTES == (int) Stamp.BUFFER_INT.get(body, Stamp.PAYLOAD_LENGTH_AT)
                && checksum(body, Stamp.BYTES, length) == (int) Stamp.BUFFER_INT.get(body, Stamp.PAYLOAD_CHECKSUM_AT);
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

    private int checksum(ByteBuffer body, int from, int to) {
        int position = body.position();
        int limit = body.limit();
        checksum.reset();
        body.limit(to).position(from);
        checksum.update(body);
        body.limit(limit).position(position);
        return (int) checksum.getValue();
    }
}
