package queuelab.exchange.recording;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Notes about single messages, appended to a memory-mapped file. One owning thread; {@link #add} allocates nothing and takes no lock,
 * except when the file doubles. Survives the death of its process.
 *
 * <p>File name: {@code notes-t<owner>.notes}. Layout, little-endian: a header of 32 bytes (magic 8, version 4, owner 4, count when closed 8,
 * closed 8), then records of 32 bytes: kind (4, from 1; 0 ends the notes), producer (4), sequence (8), value (8), time (8).
 */
public final class NoteLog implements AutoCloseable {
    static final int RECORD_SIZE = 32;
    static final long MAGIC = ByteBuffer.wrap("QLNOTES.".getBytes(StandardCharsets.US_ASCII))
            .order(ByteOrder.LITTLE_ENDIAN)
            .getLong();
    static final int VERSION = 1;
    static final long VERSION_AT = 8;
    static final long OWNER_AT = 12;
    static final long COUNT_AT = 16;
    static final long CLOSED_AT = 24;

    private static final long FIRST_SIZE = 4096;
    private static final VarHandle KIND = MappedFile.INT.varHandle();

    private final MappedFile file;
    private MemorySegment segment;
    private long end = RECORD_SIZE;
    private boolean closed;

    private NoteLog(MappedFile file) {
        this.file = file;
        this.segment = file.segment();
    }

    /**
     * Creates an empty log.
     *
     * @param owner tells the logs of one folder apart: a thread's number
     * @throws IOException when the file exists already or cannot be written
     */
    public static NoteLog create(Path folder, int owner) throws IOException {
        byte[] header = ByteBuffer.allocate(RECORD_SIZE)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(MAGIC)
                .putInt(VERSION)
                .putInt(owner)
                .array();
        Path file = folder.resolve("notes-t" + owner + NoteLogReader.SUFFIX);
        return new NoteLog(MappedFile.create(file, FIRST_SIZE, header));
    }

    /**
     * Appends one note.
     *
     * @param value what {@link NoteKind} says it means
     * @param atNanos {@link System#nanoTime()}
     * @throws java.io.UncheckedIOException when the file cannot grow
     */
    public void add(NoteKind kind, int producer, long sequence, long value, long atNanos) {
        if (end + RECORD_SIZE > segment.byteSize()) {
            segment = file.grow(segment.byteSize() * 2);
        }
        segment.set(MappedFile.INT, end + 4, producer);
        segment.set(MappedFile.LONG, end + 8, sequence);
        segment.set(MappedFile.LONG, end + 16, value);
        segment.set(MappedFile.LONG, end + 24, atNanos);
        // Last, and ordered: a process killed in between leaves no half note.
        KIND.setRelease(segment, end, kind.number());
        end += RECORD_SIZE;
    }

    /** How many notes were added. */
    public long count() {
        return end / RECORD_SIZE - 1;
    }

    /** Marks the log closed, with its count, and unmaps it. A second call does nothing. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        segment.set(MappedFile.LONG, COUNT_AT, count());
        segment.set(MappedFile.LONG, CLOSED_AT, 1);
        file.close();
    }
}
