package queuelab.exchange.recording;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;

/** A file of one JSON object a line. What was added survives the death of the process. One owning thread. */
final class JsonLines implements AutoCloseable {
    private final BufferedWriter writer;

    private JsonLines(BufferedWriter writer) {
        this.writer = writer;
    }

    static JsonLines open(Path file, OpenOption... how) throws IOException {
        return new JsonLines(Files.newBufferedWriter(file, how));
    }

    /** Appends a line and hands it to the system. */
    void add(Object value) throws IOException {
        writer.write(RecordingJson.MAPPER.writeValueAsString(value));
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
                values.add(RecordingJson.MAPPER.readValue(line, kind));
            } catch (JacksonException e) {
                throw new DamagedRecording(
                        file, "is damaged at line " + (values.size() + 1) + ": " + e.getOriginalMessage(), e);
            }
        }
        return values;
    }
}
