package queuelab.exchange.message;

import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/**
 * The body of one sending thread, which owns it: a payload that stays the same, so that its checksum is computed once, under a stamp that
 * is written anew for each message. Stamping allocates nothing.
 */
public final class OutgoingBody {
    /** Spreads neighbouring producer ids over the generator's seeds: 2⁶⁴ divided by the golden ratio. */
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final byte[] bytes;
    private final CRC32C checksum = new CRC32C();

    /**
     * Fills a payload with pseudo-random bytes, the same for the same seed and producer.
     *
     * @param sizeBytes length of the whole body, stamp included
     * @throws IllegalArgumentException when the stamp does not fit
     */
    public OutgoingBody(int producer, int sizeBytes, long seed) {
        if (sizeBytes < Stamp.BYTES) {
            throw new IllegalArgumentException(
                    "a body must be at least " + Stamp.BYTES + " B (the stamp), got " + sizeBytes + " B");
        }
        byte[] payload = new byte[sizeBytes - Stamp.BYTES];
        new SplittableRandom(seed + GOLDEN * producer).nextBytes(payload);
        bytes = new byte[sizeBytes];
        System.arraycopy(payload, 0, bytes, Stamp.BYTES, payload.length);
        checksum.update(payload);
        Stamp.INT.set(bytes, Stamp.PREFIX_AT, Stamp.PREFIX);
        Stamp.INT.set(bytes, Stamp.PRODUCER_AT, producer);
        Stamp.INT.set(bytes, Stamp.PAYLOAD_LENGTH_AT, payload.length);
        Stamp.INT.set(bytes, Stamp.PAYLOAD_CHECKSUM_AT, (int) checksum.getValue());
    }

    /** Writes what differs from message to message. */
    public void stamp(long sequence, int attempt, long dueNanos, long sentNanos) {
        stamp(bytes, sequence, attempt, dueNanos, sentNanos);
    }

    /** Writes what differs from message to message into a copy of this body. */
    public void stamp(byte[] copy, long sequence, int attempt, long dueNanos, long sentNanos) {
        Stamp.LONG.set(copy, Stamp.SEQUENCE_AT, sequence);
        Stamp.INT.set(copy, Stamp.ATTEMPT_AT, attempt);
        Stamp.LONG.set(copy, Stamp.DUE_AT, dueNanos);
        Stamp.LONG.set(copy, Stamp.SENT_AT, sentNanos);
        checksum.reset();
        checksum.update(copy, 0, Stamp.STAMP_CHECKSUM_AT);
        Stamp.INT.set(copy, Stamp.STAMP_CHECKSUM_AT, (int) checksum.getValue());
    }

    /** The body itself, not a copy; valid until the next stamping. */
    public byte[] bytes() {
        return bytes;
    }
}
