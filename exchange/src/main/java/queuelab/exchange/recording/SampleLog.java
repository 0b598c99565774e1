package queuelab.exchange.recording;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;

/** Writes and reads a trial's {@code samples.jsonl}. One owning thread. */
public final class SampleLog implements AutoCloseable {
    private final BufferedWriter writer;

    private SampleLog(BufferedWriter writer) {
        this.writer = writer;
    }

    /** Creates the file, empty. */
    public static SampleLog create(Path trialFolder) throws IOException {
        return new SampleLog(Files.newBufferedWriter(trialFolder.resolve(Sample.FILE), StandardOpenOption.CREATE_NEW));
    }

    /** Appends a line and hands it to the system, so that it survives the death of this process. */
    public void add(Sample sample) throws IOException {
        writer.write(RecordingJson.MAPPER.writeValueAsString(sample));
        writer.write('\n');
        writer.flush();
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }

    /**
     * Reads the samples of a trial's folder, in the order written. A last line without its end was cut off by a death and is left out.
     *
     * @throws DamagedRecording when the file is missing or a line is no sample
     * @throws IOException when it cannot be read
     */
    public static List<Sample> read(Path trialFolder) throws IOException {
        Path file = trialFolder.resolve(Sample.FILE);
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new DamagedRecording(file, "is missing", e);
        }
        List<Sample> samples = new ArrayList<>();
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).split("\n", -1)) {
            if (line.isEmpty()) {
                continue;
            }
            try {
                samples.add(RecordingJson.MAPPER.readValue(line, Sample.class));
            } catch (JacksonException e) {
                throw new DamagedRecording(
                        file, "is damaged at line " + (samples.size() + 1) + ": " + e.getOriginalMessage(), e);
            }
        }
        return samples;
    }
}
