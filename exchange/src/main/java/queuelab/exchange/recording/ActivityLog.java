package queuelab.exchange.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Writes and reads a broker's {@code activity.jsonl}. One owning thread. */
public final class ActivityLog implements AutoCloseable {
    private final JsonLines<BrokerActivity> lines;

    private ActivityLog(JsonLines<BrokerActivity> lines) {
        this.lines = lines;
    }

    /** Opens the file at its end: a broker that was started again goes on where the one before it stopped, its counts from 0. */
    public static ActivityLog open(Path brokerFolder) throws IOException {
        return new ActivityLog(JsonLines.open(
                BrokerActivity.class,
                brokerFolder.resolve(BrokerActivity.FILE),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND));
    }

    /** Appends a line and hands it to the system. */
    public void add(BrokerActivity activity) throws IOException {
        lines.add(activity);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    /**
     * Reads what a broker left in its folder, in the order written.
     *
     * @throws DamagedRecording when the file is missing, as an external broker's is, or a line is damaged
     * @throws IOException when it cannot be read
     */
    public static List<BrokerActivity> read(Path brokerFolder) throws IOException {
        return JsonLines.read(brokerFolder.resolve(BrokerActivity.FILE), BrokerActivity.class);
    }
}
