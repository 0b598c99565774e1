package queuelab.exchange.recording;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import queuelab.exchange.json.JsonMistake;

/** A file of one JSON object a line. What was added survives the death of the process. One owning thread. */
final class JsonLines<T> implements AutoCloseable {
    private final Class<T> kind;
    private final BufferedWriter writer;

    private JsonLines(Class<T> kind, BufferedWriter writer) {
        this.kind = kind;
        this.writer = writer;
    }

    static <T> JsonLines<T> open(Class<T> kind, Path file, OpenOption... how) throws IOException {
        return new JsonLines<>(kind, Files.newBufferedWriter(file, how));
    }

    /** Appends a line and hands it to the system. */
    void add(T value) throws IOException {
        writer.write(RecordingJson.JSON.write(kind, value));
        writer.write('\n');
        writer.flush();
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }

    /**
     * Reads all lines, in the order written. A last line without its end was cut off by a death and is left out.
     *
     * @throws DamagedRecording when the file is missing or a line is none of that kind
     */
    static <T> List<T> read(Path file, Class<T> kind) throws IOException {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new DamagedRecording(file, "is missing", e);
        }
        List<T> values = new ArrayList<>();
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).split("\n", -1)) {
            if (line.isEmpty()) {
                continue;
            }
            try {
                values.add(RecordingJson.JSON.read(line, kind));
            } catch (JsonMistake e) {
                throw new DamagedRecording(
                        file, "is damaged at line " + (values.size() + 1) + ": " + e.getMessage(), e);
            }
        }
        return values;
    }
}
