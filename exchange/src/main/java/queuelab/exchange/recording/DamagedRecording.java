package queuelab.exchange.recording;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A recording is missing, cut short or not what it should be. The message names the file and says what is wrong with it. */
public final class DamagedRecording extends IOException {
    private final transient Path file;

    private final String what;

    public DamagedRecording(Path file, String what, @Nullable Throwable cause) {
        super(file + ": " + what, cause);
        this.file = file;
        this.what = what;
    }

    DamagedRecording(Path file, String what) {
        this(file, what, null);
    }

    /** The file. */
    public Path file() {
        return file;
    }

    /** What is wrong with it, without its name. */
    public String what() {
        return what;
    }
}
