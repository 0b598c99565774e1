package queuelab.exchange.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoteLogTest {
    @TempDir
    Path folder;

    @Test
    void returnsTheNotesInTheOrderWritten() throws IOException {
        try (NoteLog log = NoteLog.create(folder, 3)) {
            log.add(NoteKind.REJECTED, 1, 1L << 40, -5, Long.MAX_VALUE);
            log.add(NoteKind.DUPLICATE, 0, 0, 0, 0);
        }
        assertThat(read())
                .containsExactly(
                        new Note(NoteKind.REJECTED, 1, 1L << 40, -5, Long.MAX_VALUE),
                        new Note(NoteKind.DUPLICATE, 0, 0, 0, 0));
    }

    @Test
    void growsAndKeepsEveryNote() throws IOException {
        try (NoteLog log = NoteLog.create(folder, 3)) {
            for (int i = 0; i < 10_000; i++) {
                log.add(NoteKind.FAILED, 0, i, 0, i);
            }
            assertThat(log.count()).isEqualTo(10_000);
        }
        assertThat(read()).hasSize(10_000).last().isEqualTo(new Note(NoteKind.FAILED, 0, 9_999, 0, 9_999));
    }

    @Test
    void isReadableWhileItsProcessStillWrites() throws IOException {
        try (NoteLog log = NoteLog.create(folder, 3)) {
            log.add(NoteKind.CORRUPT, 1, 2, 3, 4);
            assertThat(read()).hasSize(1);
        }
    }

    @Test
    void damageIsNamed() throws IOException {
        assertThatThrownBy(this::read).isInstanceOf(DamagedRecording.class).hasMessage(file() + ": is missing");
        try (NoteLog log = NoteLog.create(folder, 3)) {
            log.add(NoteKind.CORRUPT, 1, 2, 3, 4);
        }
        try (var raw = new RandomAccessFile(file().toFile(), "rw")) {
            raw.setLength(40);
            assertThatThrownBy(this::read)
                    .hasMessage(file() + ": is cut short or changed: it holds 0 notes but was closed with 1");
            raw.setLength(3);
            assertThatThrownBy(this::read)
                    .hasMessage(file() + ": is cut short: a note log has at least 32 bytes, got 3");
        }
        Files.writeString(file(), "x".repeat(100));
        assertThatThrownBy(this::read).hasMessage(file() + ": is no note log: it does not begin with QLNOTES.");
    }

    private List<Note> read() throws IOException {
        List<Note> notes = new ArrayList<>();
        NoteLogReader.read(file(), (note, owner) -> {
            assertThat(owner).isEqualTo(3);
            notes.add(note);
        });
        return notes;
    }

    private Path file() {
        return folder.resolve("notes-t3.notes");
    }
}
