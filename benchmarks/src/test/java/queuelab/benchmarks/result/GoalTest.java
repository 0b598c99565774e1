package queuelab.benchmarks.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoalTest {
    @Test
    void anIntervalThatReachesOverTheBoundLeavesDoubt() {
        Goal goal = Goal.atLeast(1.1);
        assertThat(goal.met(1.2, 1.15, 1.3)).isEqualTo("yes");
        assertThat(goal.met(1.2, 1.05, 1.3)).isEqualTo("yes, within noise");
        assertThat(goal.met(1.0, 0.9, 1.15)).isEqualTo("no, within noise");
        assertThat(goal.met(1.0, 0.9, 1.05)).isEqualTo("no");
        assertThat(Goal.atMost(0.9).met(0.9)).isEqualTo("yes");
        assertThat(goal.ratio()).isEqualTo("≥ 1.10");
    }

    @Test
    void columnsOfATableLineUp() {
        assertThat(new Table(List.of("a", "long"), List.of(List.of("wide", "b"))).markdown())
                .isEqualTo("| a    | long |\n| ---- | ---- |\n| wide | b    |\n");
    }

    @Test
    void aFileWithoutTheTwoCommentsIsLeftAlone(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("README.md"), "nothing here\n");
        assertThatThrownBy(() -> new Section("peer").write(file, "table"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("<!-- lab bench peer: written by it -->");
        assertThat(file).hasContent("nothing here\n");
    }
}
