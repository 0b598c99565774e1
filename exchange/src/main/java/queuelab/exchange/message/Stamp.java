package queuelab.exchange.message;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The first 48 bytes of every message body, big-endian:
 *
 * <pre>
 *  at  length  field
 *   0       2  magic, {@code QL}
 *   2       1  version, 1
 *   3       1  zero
 *   4       4  producer      the sending thread's number in the whole trial, from 0
 *   8       8  sequence      per producer, from 0, without gaps
 *  16       4  attempt       from 1; counts the producer's own attempts at this sequence, not redeliveries
 *  20       4  payload length in bytes: all that follows the stamp
 *  24       8  due           when the schedule wanted it sent, a {@link System#nanoTime()}
 *  32       8  sent          just before the send call, a {@link System#nanoTime()}
 *  40       4  payload checksum, CRC32C
 *  44       4  stamp checksum, CRC32C of bytes 0 to 43
 * </pre>
 *
 * The two checksums let a receiver tell a damaged payload, whose sender is still known, from a stamp that cannot be trusted at all.
 */
public final class Stamp {
    /** Length of the stamp: no body is shorter. */
    public static final int BYTES = 48;

    static final int VERSION = 1;
    /** Its first four bytes: magic, version and the zero. */
    public static final int PREFIX = 'Q' << 24 | 'L' << 16 | VERSION << 8;

    static final int PREFIX_AT = 0;
    static final int PRODUCER_AT = 4;
    static final int SEQUENCE_AT = 8;
    static final int ATTEMPT_AT = 16;
    static final int PAYLOAD_LENGTH_AT = 20;
    /** Where the due time stands in it. */
    public static final int DUE_AT = 24;
    /** Where the time of sending stands in it. */
    public static final int SENT_AT = 32;

    static final int PAYLOAD_CHECKSUM_AT = 40;
    static final int STAMP_CHECKSUM_AT = 44;

    static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Stamp() {}
}
