package queuelab.exchange.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Writes and reads a trial's {@code samples.jsonl}. One owning thread. */
public final class SampleLog implements AutoCloseable {
    private final JsonLines<Sample> lines;

    private SampleLog(JsonLines<Sample> lines) {
        this.lines = lines;
    }

    /** Creates the file, empty. */
    public static SampleLog create(Path trialFolder) throws IOException {
        return new SampleLog(
                JsonLines.open(Sample.class, trialFolder.resolve(Sample.FILE), StandardOpenOption.CREATE_NEW));
    }

    /** Appends a line and hands it to the system, so that it survives the death of this process. */
    public void add(Sample sample) throws IOException {
        lines.add(sample);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    /**
     * Reads the samples of a trial's folder, in the order written. A last line without its end was cut off by a death and is left out.
     *
     * @throws DamagedRecording when the file is missing or a line is no sample
     * @throws IOException when it cannot be read
     */
    public static List<Sample> read(Path trialFolder) throws IOException {
        return JsonLines.read(trialFolder.resolve(Sample.FILE), Sample.class);
    }
}
