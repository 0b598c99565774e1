package queuelab.exchange.recording;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;

/**
 * A set of sequence numbers in a memory-mapped bitmap file: one bit each, so a thousand million ids take 125 MB of disk and no heap.
 *
 * <p>One owning thread (hand it over with a happens-before edge). {@link #add} and {@link #contains} allocate nothing and take no lock,
 * except when the file doubles. What was added is on record even when the process is killed before {@link #close}; closing adds the count, by
 * which a reader can tell damage. File name: {@code <word>-p<producer>-q<queue>-c<copy>-t<owner>.bits}; layout: {@link LedgerHeader}.
 */
public final class SequenceLedger implements AutoCloseable {
    /** Sequences are below this: 2³⁶, a file of 8 GiB. */
    public static final long LIMIT = 1L << 36;

    private static final long FIRST_CAPACITY = 8 * 4096;

    private static final VarHandle WORD = MappedFile.LONG.varHandle();

    private final MappedFile file;
    private MemorySegment segment;
    private long capacity = FIRST_CAPACITY;
    private long cardinality;
    private boolean closed;

    private SequenceLedger(MappedFile file) {
        this.file = file;
        this.segment = file.segment();
    }

    /**
     * Creates an empty ledger.
     *
     * @param owner tells ledgers of the same kind, producer, queue and copy apart: a thread's number
     * @throws IOException when the file exists already or cannot be written
     */
    public static SequenceLedger create(Path folder, LedgerKind kind, int producer, int queue, int copy, int owner)
            throws IOException {
        String name = kind.word() + "-p" + producer + "-q" + queue + "-c" + copy + "-t" + owner + LedgerReader.SUFFIX;
        byte[] header = LedgerHeader.bytes(kind, producer, queue, copy, owner, FIRST_CAPACITY);
        return new SequenceLedger(MappedFile.create(folder.resolve(name), sizeBytes(FIRST_CAPACITY), header));
    }

    /**
     * Adds a sequence.
     *
     * @return false when it was there already
     * @throws IllegalArgumentException when it is negative or not below {@link #LIMIT}
     * @throws java.io.UncheckedIOException when the file cannot grow
     */
    public boolean add(long sequence) {
        if (sequence < 0 || sequence >= capacity) {
            growFor(sequence);
        }
        long at = wordAt(sequence);
        long bit = 1L << sequence;
        long word = (long) WORD.get(segment, at);
        if ((word & bit) != 0) {
            return false;
        }
        WORD.set(segment, at, word | bit);
        cardinality++;
        return true;
    }

    /** Whether a sequence was added; false for any that could not have been. */
    public boolean contains(long sequence) {
        return sequence >= 0
                && sequence < capacity
                && ((long) WORD.get(segment, wordAt(sequence)) & 1L << sequence) != 0;
    }

    /** How many sequences it holds. */
    public long cardinality() {
        return cardinality;
    }

    /** Marks the ledger closed, with its count, and unmaps it. A second call does nothing. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        LedgerHeader.close(segment, cardinality);
        file.close();
    }

    private void growFor(long sequence) {
        if (sequence < 0 || sequence >= LIMIT) {
            throw new IllegalArgumentException(
                    file.file() + ": a sequence must be 0 … " + (LIMIT - 1) + ", got " + sequence);
        }
        long grown = Math.max(capacity * 2, Long.highestOneBit(sequence) << 1);
        segment = file.grow(sizeBytes(grown));
        // Only after the file has that size: a reader of a killed process's ledger must never find it shorter than its
        // header says.
        LedgerHeader.capacity(segment, grown);
        capacity = grown;
    }

    private static long sizeBytes(long capacity) {
        return LedgerHeader.SIZE + capacity / 8;
    }

    private static long wordAt(long sequence) {
        return LedgerHeader.SIZE + (sequence >>> 6 << 3);
    }
}
