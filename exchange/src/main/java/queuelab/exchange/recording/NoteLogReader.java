package queuelab.exchange.recording;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.ObjIntConsumer;

/** Reads what a {@link NoteLog} wrote, whether its process closed it or was killed. */
public final class NoteLogReader {
    /** What the names of note files end with. */
    public static final String SUFFIX = ".notes";

    private static final List<NoteKind> KINDS = List.of(NoteKind.values());

    private final Path file;
    private final MemorySegment segment;

    private NoteLogReader(Path file, MemorySegment segment) {
        this.file = file;
        this.segment = segment;
    }

    /**
     * Hands every note, in the order written, to the visitor, together with the owner's number.
     *
     * @return how many there were
     * @throws DamagedRecording when the file is missing, cut short, or no note log
     * @throws IOException when it cannot be read
     */
    public static long read(Path file, ObjIntConsumer<Note> visitor) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                Arena arena = Arena.ofConfined()) {
            long size = channel.size();
            if (size < NoteLog.RECORD_SIZE) {
                throw new DamagedRecording(
                        file, "is cut short: a note log has at least " + NoteLog.RECORD_SIZE + " bytes, got " + size);
            }
            return new NoteLogReader(file, channel.map(MapMode.READ_ONLY, 0, size, arena)).read(visitor);
        } catch (NoSuchFileException e) {
            throw new DamagedRecording(file, "is missing", e);
        }
    }

    private long read(ObjIntConsumer<Note> visitor) throws DamagedRecording {
        checkHeader();
        int owner = segment.get(MappedFile.INT, NoteLog.OWNER_AT);
        long count = 0;
        for (long at = NoteLog.RECORD_SIZE; at + NoteLog.RECORD_SIZE <= segment.byteSize(); at += NoteLog.RECORD_SIZE) {
            int number = segment.get(MappedFile.INT, at);
            if (number == 0) {
                break;
            }
            count++;
            visitor.accept(
                    new Note(
                            kind(number, at),
                            segment.get(MappedFile.INT, at + 4),
                            segment.get(MappedFile.LONG, at + 8),
                            segment.get(MappedFile.LONG, at + 16),
                            segment.get(MappedFile.LONG, at + 24)),
                    owner);
        }
        long claimed = segment.get(MappedFile.LONG, NoteLog.COUNT_AT);
        if (segment.get(MappedFile.LONG, NoteLog.CLOSED_AT) == 1 && claimed != count) {
            throw new DamagedRecording(
                    file, "is cut short or changed: it holds " + count + " notes but was closed with " + claimed);
        }
        return count;
    }

    private NoteKind kind(int number, long at) throws DamagedRecording {
        for (NoteKind kind : KINDS) {
            if (kind.number() == number) {
                return kind;
            }
        }
        throw new DamagedRecording(
                file, "has a damaged note at byte " + at + ": there is no kind of note number " + number);
    }

    private void checkHeader() throws DamagedRecording {
        if (segment.get(MappedFile.LONG, 0) != NoteLog.MAGIC) {
            throw new DamagedRecording(file, "is no note log: it does not begin with QLNOTES.");
        }
        int version = segment.get(MappedFile.INT, NoteLog.VERSION_AT);
        if (version != NoteLog.VERSION) {
            throw new DamagedRecording(
                    file, "is a note log of version " + version + "; this program reads version " + NoteLog.VERSION);
        }
    }
}
