package queuelab.exchange.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import queuelab.exchange.json.JsonMistake;

/**
 * How long the disk under a trial's journal took to make 4 KiB durable, measured before the trial's block of repeats with nothing else
 * under way: {@code disk.json} in the trial's folder.
 *
 * @param journal the journal type whose way of writing was taken: {@code NIO} (write, fdatasync), {@code MAPPED} (store, msync),
 *     {@code ASYNCIO} (direct writes that return when durable)
 * @param writers writes under way at a time: 1, as the NIO and MAPPED journals do it, or several
 * @param atMillis wall clock, milliseconds since 1970
 * @param fileSystem type of the file system, {@code ext4}
 * @param device what it is mounted from
 * @param remark what a reader must know: that it is no disk, or that it could not be probed; empty where there is nothing
 * @param syncs how many writes were timed; 0 where it could not be probed
 */
public record DiskProbe(
        String journal,
        int writers,
        long atMillis,
        String fileSystem,
        String device,
        String remark,
        long syncs,
        double meanNanos,
        long p50Nanos,
        long p90Nanos,
        long p99Nanos,
        long maxNanos) {
    public static final String FILE = "disk.json";

    /** Writes it into a trial's folder. */
    public void write(Path trialFolder) throws IOException {
        Files.writeString(trialFolder.resolve(FILE), RecordingJson.JSON.write(DiskProbe.class, this));
    }

    /**
     * Reads that of a trial's folder; empty where the trial has none, as with an external broker.
     *
     * @throws DamagedRecording when it is none
     */
    public static Optional<DiskProbe> read(Path trialFolder) throws IOException {
        Path file = trialFolder.resolve(FILE);
        try {
            return Optional.of(RecordingJson.JSON.read(Files.readString(file), DiskProbe.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JsonMistake e) {
            throw new DamagedRecording(file, "is no disk probe: " + e.getMessage(), e);
        }
    }
}
