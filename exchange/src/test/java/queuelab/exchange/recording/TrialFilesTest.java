package queuelab.exchange.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import queuelab.exchange.control.TrialWindow;

class TrialFilesTest {
    @TempDir
    Path folder;

    @Test
    void aTrialRecordComesBackAsItWasWrittenOrderIncluded() throws IOException {
        TrialRecord trial = trial(1);
        TrialRecordFile.write(folder, trial);
        TrialRecord read = TrialRecordFile.read(folder);
        assertThat(read).isEqualTo(trial);
        assertThat(read.settings().keySet()).containsExactly("queue.storage", "producer.load", "consumer.ack");
    }

    @Test
    void writingAgainReplacesTheRecordAndLeavesNothingElse() throws IOException {
        TrialRecordFile.write(folder, trial(1));
        TrialRecordFile.write(folder, trial(2));
        assertThat(TrialRecordFile.read(folder).repeat()).isEqualTo(2);
        assertThat(folder.toFile().list()).containsExactly(TrialRecord.FILE);
    }

    @Test
    void aDamagedTrialRecordIsNamed() throws IOException {
        Path file = folder.resolve(TrialRecord.FILE);
        assertThatThrownBy(() -> TrialRecordFile.read(folder))
                .isInstanceOf(DamagedRecording.class)
                .hasMessage(file + ": is missing");
        Files.writeString(file, "{\"schema\": 1, \"id\": ");
        assertThatThrownBy(() -> TrialRecordFile.read(folder))
                .isInstanceOf(DamagedRecording.class)
                .hasMessageStartingWith(file + ": is no trial record: ");
        Files.writeString(file, "{}");
        assertThatThrownBy(() -> TrialRecordFile.read(folder)).isInstanceOf(DamagedRecording.class);
        TrialRecordFile.write(folder, trial(1));
        Files.writeString(file, Files.readString(file).replace("\"schema\": 1", "\"schema\": 2"));
        assertThatThrownBy(() -> TrialRecordFile.read(folder))
                .hasMessage(file + ": has schema 2; this program reads schema 1");
    }

    @Test
    void samplesComeBackInOrderWithoutAHalfLastLine() throws IOException {
        var process = new Sample.ProcessSample("producer-1", 1, 2, 3, 4, 5, 6, 7, 8);
        var first = new Sample(10, List.of(process), 3, 100, 0);
        var second = new Sample(20, List.of(), -1, 200, 1);
        try (SampleLog log = SampleLog.create(folder)) {
            log.add(first);
            log.add(second);
        }
        Files.writeString(folder.resolve(Sample.FILE), "{\"atNanos\":30,\"pro", StandardOpenOption.APPEND);
        assertThat(SampleLog.read(folder)).containsExactly(first, second);
    }

    @Test
    void aDamagedSampleIsNamedWithItsLine() throws IOException {
        Path file = folder.resolve(Sample.FILE);
        assertThatThrownBy(() -> SampleLog.read(folder)).hasMessage(file + ": is missing");
        Files.writeString(file, "{\"atNanos\":}\n");
        assertThatThrownBy(() -> SampleLog.read(folder))
                .isInstanceOf(DamagedRecording.class)
                .hasMessageStartingWith(file + ": is damaged at line 1: ");
        Files.writeString(file, "");
        assertThat(SampleLog.read(folder)).isEmpty();
    }

    private static TrialRecord trial(int repeat) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("queue.storage", "durable");
        settings.put("producer.load", "1000/s");
        settings.put("consumer.ack", "auto");
        return new TrialRecord(
                TrialRecord.SCHEMA,
                "001-durable-1",
                "durable",
                Map.of("consumer.processes", "2"),
                repeat,
                1,
                settings,
                "2026-01-01T00:00:00Z",
                -5_000_000_000L,
                new TrialWindow(1, 2, 3),
                new TrialRecord.Broker("process", "tcp://127.0.0.1:1", "2.55.0", "NIO", "NIO", Map.of("a", "b")),
                List.of(
                        new TrialRecord.Child("producer", 1, "producer-1", 10, 9, 8, 7, 6, 5, 4, 0, -3, 2, null),
                        new TrialRecord.Child(
                                "consumer", 1, "consumer-1", 11, 9, 8, 7, 6, 5, 4, null, -3, 2, "killed")),
                List.of(new TrialRecord.QueueCounters(0, 0, "lab.x.q1", 1, 2, 3, 4, 5, 6, 7)),
                true,
                12,
                false,
                List.of("a problem"),
                List.of(new TrialRecord.Event(1, "something")));
    }
}
