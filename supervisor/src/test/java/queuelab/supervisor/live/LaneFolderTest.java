package queuelab.supervisor.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a lane leaves on disk when it starts again and again. */
class LaneFolderTest {
    @TempDir
    private Path folder;

    @Test
    void aFewEarlierRecordingsOutliveANewStartAndOlderOnesGo() throws Exception {
        List<Path> earlier = new ArrayList<>();
        for (int day = 1; day <= 5; day++) {
            Path old = Files.createDirectories(folder.resolve("durable-2026010" + day + "-000000-000"));
            Files.writeString(old.resolve("trial.json"), "{}");
            earlier.add(old);
        }

        Path begun = new LaneFolder(folder).begin();

        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactlyInAnyOrder(earlier.get(2), earlier.get(3), earlier.get(4), begun);
        }
    }

    @Test
    void onlyWhatTheLatestTrialTakesCounts() throws Exception {
        Path old = Files.createDirectories(folder.resolve("durable-20260101-000000-000"));
        Files.writeString(old.resolve("trial.json"), "much");
        var lane = new LaneFolder(folder);
        assertThat(lane.sizeBytes()).isZero();

        Path begun = lane.begin();
        long empty = lane.sizeBytes();
        Files.writeString(begun.resolve("trial.json"), "{}");
        assertThat(lane.sizeBytes() - empty).isEqualTo(2);
    }
}
