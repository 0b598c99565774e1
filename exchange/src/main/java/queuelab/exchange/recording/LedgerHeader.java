package queuelab.exchange.recording;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The first 64 bytes of a ledger file, little-endian: magic (8), version (4), kind (4), producer (4), queue (4), copy (4), owner (4),
 * capacity in bits (8), closed 0 or 1 (8), cardinality when closed (8), reserved (8). The bits follow as 64-bit words, lowest sequence in
 * the lowest bit of the first word.
 */
final class LedgerHeader {
    static final int SIZE = 64;
    static final long MAGIC = ByteBuffer.wrap("QLLEDGER".getBytes(StandardCharsets.US_ASCII))
            .order(ByteOrder.LITTLE_ENDIAN)
            .getLong();
    static final int VERSION = 1;

    static final long VERSION_AT = 8;
    static final long KIND_AT = 12;
    static final long PRODUCER_AT = 16;
    static final long QUEUE_AT = 20;
    static final long COPY_AT = 24;
    static final long OWNER_AT = 28;
    static final long CAPACITY_AT = 32;
    static final long CLOSED_AT = 40;
    static final long CARDINALITY_AT = 48;

    private LedgerHeader() {}

    static byte[] bytes(LedgerKind kind, int producer, int queue, int copy, int owner, long capacity) {
        return ByteBuffer.allocate(SIZE)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(MAGIC)
                .putInt(VERSION)
                .putInt(kind.number())
                .putInt(producer)
                .putInt(queue)
                .putInt(copy)
                .putInt(owner)
                .putLong(capacity)
                .array();
    }

    static void capacity(MemorySegment ledger, long capacity) {
        ledger.set(MappedFile.LONG, CAPACITY_AT, capacity);
    }

    static void close(MemorySegment ledger, long cardinality) {
        ledger.set(MappedFile.LONG, CARDINALITY_AT, cardinality);
        ledger.set(MappedFile.LONG, CLOSED_AT, 1);
    }
}
