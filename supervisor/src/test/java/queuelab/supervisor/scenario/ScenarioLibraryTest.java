package queuelab.supervisor.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioLibraryTest {
    @TempDir
    Path folder;

    private ScenarioLibrary library;

    @BeforeEach
    void prepare() throws IOException {
        library = new ScenarioLibrary(folder);
        Files.writeString(folder.resolve("persistence.yaml"), "about: What does it cost?");
        Files.writeString(folder.resolve("fan-out.yaml"), "about: And this?");
        Files.writeString(folder.resolve("README.md"), "not a scenario");
    }

    @Test
    void aShippedScenarioIsFoundByItsName() throws ScenarioProblems {
        assertThat(library.read("persistence", List.of(), null).about()).isEqualTo("What does it cost?");
        assertThat(library.shipped().stream().map(Scenario::name)).containsExactly("fan-out", "persistence");
    }

    @Test
    void anyOtherScenarioIsFoundByItsFile() throws IOException, ScenarioProblems {
        Path file = Files.writeString(folder.resolve("mine.txt"), "about: My own");

        assertThat(library.read(file.toString(), List.of(), null).about()).isEqualTo("My own");
    }

    @Test
    void aMistypedNameIsAnsweredWithTheNearest() {
        assertThatThrownBy(() -> library.read("persistance", List.of(), null))
                .isInstanceOf(ScenarioProblems.class)
                .hasMessage("unknown scenario `persistance`; did you mean `persistence`?");
        assertThatThrownBy(() -> library.read("zigzag", List.of(), null))
                .hasMessage(
                        "unknown scenario `zigzag`; `lab scenarios` lists those shipped, and there is no such file");
        assertThatThrownBy(() -> library.read("a\0b", List.of(), null))
                .hasMessage("unknown scenario `a b`; `lab scenarios` lists those shipped, and there is no such file");
    }

    @Test
    void aFileThatIsMissingIsNamed() {
        assertThatThrownBy(() -> library.read("no/such/mine", List.of(), null))
                .hasMessage("`no/such/mine` does not exist");
        assertThatThrownBy(() -> library.read("mine.yaml", List.of(), null)).hasMessage("`mine.yaml` does not exist");
    }

    @Test
    void withoutShippedScenariosFilesStillWork() throws IOException, ScenarioProblems {
        Path file = Files.writeString(folder.resolve("mine.yaml"), "about: My own");
        var bare = new ScenarioLibrary(folder.resolve("missing"));

        assertThat(bare.read(file.toString(), List.of(), null).about()).isEqualTo("My own");
        assertThat(bare.shipped()).isEmpty();
    }
}
