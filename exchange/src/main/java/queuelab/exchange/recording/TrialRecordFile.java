package queuelab.exchange.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import queuelab.exchange.json.JsonMistake;

/** Writes and reads a trial's {@code trial.json}. */
public final class TrialRecordFile {
    private TrialRecordFile() {}

    /** Writes the record into the trial's folder; a reader finds the file as it was before or as it is now, never half of it. */
    public static void write(Path trialFolder, TrialRecord trial) throws IOException {
        byte[] json = RecordingJson.JSON.writePretty(TrialRecord.class, trial).getBytes(StandardCharsets.UTF_8);
        Path file = trialFolder.resolve(TrialRecord.FILE);
        Path unfinished = trialFolder.resolve(TrialRecord.FILE + ".new");
        try (FileChannel channel = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            ByteBuffer left = ByteBuffer.wrap(json);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            // Before the rename, or a crash of the machine could leave the new name with nothing in it.
            channel.force(true);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Reads the record of a trial's folder.
     *
     * @throws DamagedRecording when it is missing, no trial record, or of a newer version
     * @throws IOException when it cannot be read
     */
    public static TrialRecord read(Path trialFolder) throws IOException {
        Path file = trialFolder.resolve(TrialRecord.FILE);
        TrialRecord trial;
        try {
            trial = RecordingJson.JSON.read(Files.readString(file), TrialRecord.class);
        } catch (NoSuchFileException e) {
            throw new DamagedRecording(file, "is missing", e);
        } catch (JsonMistake e) {
            throw new DamagedRecording(file, "is no trial record: " + e.getMessage(), e);
        }
        if (trial.schema() != TrialRecord.SCHEMA) {
            throw new DamagedRecording(
                    file, "has schema " + trial.schema() + "; this program reads schema " + TrialRecord.SCHEMA);
        }
        return trial;
    }
}
