package queuelab.supervisor.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads scenarios from text, under the file name {@code x.yaml}. */
final class ScenarioText {
    private final Path folder;

    ScenarioText(Path folder) {
        this.folder = folder;
    }

    Scenario read(String yaml, String... overrides) throws ScenarioProblems {
        return read(yaml.getBytes(UTF_8), overrides);
    }

    Scenario read(byte[] yaml, String... overrides) throws ScenarioProblems {
        try {
            Path file = Files.write(folder.resolve("x.yaml"), yaml);
            return ScenarioReader.read(file, List.of(overrides), null);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** All the problems of a scenario, as a person reads them, the folder left out. */
    List<String> problems(String yaml, String... overrides) {
        return problems(yaml.getBytes(UTF_8), overrides);
    }

    List<String> problems(byte[] yaml, String... overrides) {
        try {
            throw new AssertionError("accepted: " + read(yaml, overrides));
        } catch (ScenarioProblems problems) {
            return problems.problems().stream()
                    .map(problem -> problem.toString().replace(folder + "/", ""))
                    .toList();
        }
    }
}
