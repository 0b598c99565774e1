package queuelab.exchange.recording;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * A ledger file, mapped read-only and checked: a {@link SequenceLedger} of a process that closed it, or that was killed.
 *
 * <p>Reading allocates nothing; any thread may read.
 */
public final class LedgerReader implements AutoCloseable {
    /** What the names of ledger files end with. */
    public static final String SUFFIX = ".bits";

    private final Path file;
    private final Arena arena;
    private final MemorySegment segment;
    private final LedgerKind kind;
    private final long words;
    private final long cardinality;

    private LedgerReader(Path file, Arena arena, MemorySegment segment) throws DamagedRecording {
        this.file = file;
        this.arena = arena;
        this.segment = segment;
        this.kind = checkedKind();
        this.words = checkedCapacity() / Long.SIZE;
        this.cardinality = count();
        long claimed = segment.get(MappedFile.LONG, LedgerHeader.CARDINALITY_AT);
        if (closed() && claimed != cardinality) {
            throw new DamagedRecording(
                    file,
                    "holds " + cardinality + " sequences but was closed with " + claimed + ": its bits were changed");
        }
    }

    /**
     * Maps and checks a ledger.
     *
     * @throws DamagedRecording when it is missing, cut short, changed since it was closed, or no ledger
     * @throws IOException when it cannot be read
     */
    public static LedgerReader open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size < LedgerHeader.SIZE) {
                throw new DamagedRecording(
                        file, "is cut short: a ledger has at least " + LedgerHeader.SIZE + " bytes, got " + size);
            }
            Arena arena = Arena.ofShared();
            try {
                return new LedgerReader(file, arena, channel.map(MapMode.READ_ONLY, 0, size, arena));
            } catch (IOException | RuntimeException e) {
                arena.close();
                throw e;
            }
        } catch (NoSuchFileException e) {
            throw new DamagedRecording(file, "is missing", e);
        }
    }

    /** The file. */
    public Path file() {
        return file;
    }

    public LedgerKind kind() {
        return kind;
    }

    public int producer() {
        return segment.get(MappedFile.INT, LedgerHeader.PRODUCER_AT);
    }

    public int queue() {
        return segment.get(MappedFile.INT, LedgerHeader.QUEUE_AT);
    }

    public int copy() {
        return segment.get(MappedFile.INT, LedgerHeader.COPY_AT);
    }

    public int owner() {
        return segment.get(MappedFile.INT, LedgerHeader.OWNER_AT);
    }

    /** Whether its process closed it; otherwise it was killed, or died, while writing. */
    public boolean closed() {
        return segment.get(MappedFile.LONG, LedgerHeader.CLOSED_AT) == 1;
    }

    /** How many sequences it holds, counted. */
    public long cardinality() {
        return cardinality;
    }

    public boolean contains(long sequence) {
        return sequence >= 0 && (word(sequence >>> 6) & 1L << sequence) != 0;
    }

    /** How many 64-bit words there are; those beyond are 0. */
    public long words() {
        return words;
    }

    /** Word {@code index}: bit b set means that sequence {@code 64 × index + b} is in it. 0 beyond the last. */
    public long word(long index) {
        return index < words ? segment.get(MappedFile.LONG, LedgerHeader.SIZE + (index << 3)) : 0;
    }

    /** Copies words {@code first … first + into.length − 1} into the array; 0 beyond the last. */
    public void words(long first, long[] into) {
        int available = Math.clamp(words - first, 0, into.length);
        if (available > 0) {
            MemorySegment.copy(segment, MappedFile.LONG, LedgerHeader.SIZE + (first << 3), into, 0, available);
        }
        Arrays.fill(into, available, into.length, 0);
    }

    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }

    private LedgerKind checkedKind() throws DamagedRecording {
        if (segment.get(MappedFile.LONG, 0) != LedgerHeader.MAGIC) {
            throw new DamagedRecording(file, "is no ledger: it does not begin with QLLEDGER");
        }
        int version = segment.get(MappedFile.INT, LedgerHeader.VERSION_AT);
        if (version != LedgerHeader.VERSION) {
            throw new DamagedRecording(
                    file, "is a ledger of version " + version + "; this program reads version " + LedgerHeader.VERSION);
        }
        int number = segment.get(MappedFile.INT, LedgerHeader.KIND_AT);
        for (LedgerKind candidate : LedgerKind.values()) {
            if (candidate.number() == number) {
                return candidate;
            }
        }
        throw new DamagedRecording(file, "has a damaged header: there is no kind of ledger number " + number);
    }

    private long checkedCapacity() throws DamagedRecording {
        long capacity = segment.get(MappedFile.LONG, LedgerHeader.CAPACITY_AT);
        if (capacity <= 0 || capacity > SequenceLedger.LIMIT || capacity % Long.SIZE != 0) {
            throw new DamagedRecording(
                    file,
                    "has a damaged header: capacity must be a multiple of 64 up to " + SequenceLedger.LIMIT + ", got "
                            + capacity);
        }
        long needed = LedgerHeader.SIZE + capacity / 8;
        // Longer is fine: its process was killed between growing the file and saying so in the header.
        if (segment.byteSize() < needed) {
            throw new DamagedRecording(
                    file, "is cut short: its header asks for " + needed + " bytes, got " + segment.byteSize());
        }
        return capacity;
    }

    private long count() {
        long count = 0;
        for (long index = 0; index < words; index++) {
            count += Long.bitCount(segment.get(MappedFile.LONG, LedgerHeader.SIZE + (index << 3)));
        }
        return count;
    }
}
