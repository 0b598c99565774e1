package queuelab.exchange.recording;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file mapped into memory that grows. What is stored in it belongs to the page cache at once, so it survives the death of this process
 * (not the death of the machine).
 *
 * <p>Growth reserves the blocks it adds (the JDK asks the file system for them), so that a full disk is an exception here rather than a
 * signal at a later store. Owned by one thread at a time.
 */
final class MappedFile implements AutoCloseable {
    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Path file;
    private final FileChannel channel;
    private Arena arena;
    private MemorySegment segment;

    private MappedFile(Path file, FileChannel channel, Arena arena, MemorySegment segment) {
        this.file = file;
        this.channel = channel;
        this.arena = arena;
        this.segment = segment;
    }

    /**
     * Creates the file with its header. It appears under its name only once the header is complete, so that a process killed at this
     * moment leaves no half-made recording.
     */
    static MappedFile create(Path file, long sizeBytes, byte[] header) throws IOException {
        if (Files.exists(file)) {
            throw new IOException(file + ": a recording of that name exists already; each one is written once");
        }
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        FileChannel channel = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        // Shared, because the thread that opens a recording is often not the one that will own it.
        Arena arena = Arena.ofShared();
        try {
            MemorySegment segment = channel.map(MapMode.READ_WRITE, 0, sizeBytes, arena);
            MemorySegment.copy(header, 0, segment, ValueLayout.JAVA_BYTE, 0, header.length);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            return new MappedFile(file, channel, arena, segment);
        } catch (IOException | RuntimeException e) {
            arena.close();
            channel.close();
            throw e;
        }
    }

    MemorySegment segment() {
        return segment;
    }

    /** Maps the file anew at the larger size; what it held stays. */
    MemorySegment grow(long sizeBytes) {
        Arena grownArena = Arena.ofShared();
        try {
            segment = channel.map(MapMode.READ_WRITE, 0, sizeBytes, grownArena);
        } catch (IOException e) {
            grownArena.close();
            throw new UncheckedIOException(
                    file + ": cannot grow from " + segment.byteSize() + " to " + sizeBytes + " bytes (" + e.getMessage()
                            + ")",
                    e);
        }
        arena.close();
        arena = grownArena;
        return segment;
    }

    Path file() {
        return file;
    }

    @Override
    public void close() throws IOException {
        if (arena.scope().isAlive()) {
            arena.close();
        }
        channel.close();
    }
}
