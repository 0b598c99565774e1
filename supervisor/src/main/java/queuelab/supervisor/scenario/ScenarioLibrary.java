package queuelab.supervisor.scenario;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds a scenario by the name under which the lab ships it, or by its file. */
@Singleton
public final class ScenarioLibrary {
    private static final String ENDING = ".yaml";

    private final Path folder;

    /** The scenarios beside the distribution's {@code lib}; without a distribution those of the working directory. */
    public ScenarioLibrary() {
        this(Path.of(System.getProperty("queuelab.home", "."), "scenarios"));
    }

    /** @param folder holds the shipped scenarios, one {@code NAME.yaml} each; may be missing */
    public ScenarioLibrary(Path folder) {
        this.folder = folder;
    }

    /**
     * Reads a scenario.
     *
     * @param nameOrFile a shipped scenario's name, or a file
     * @param overrides settings of the command line, {@code KEY=VALUE} each
     * @param repeats trials of each point instead of the scenario's, or null
     */
    public Scenario read(String nameOrFile, List<String> overrides, @Nullable Integer repeats) throws ScenarioProblems {
        return ScenarioReader.read(find(nameOrFile), overrides, repeats);
    }

    /** The shipped scenarios, by name. */
    public List<Scenario> shipped() throws ScenarioProblems {
        var scenarios = new ArrayList<Scenario>();
        for (String name : names()) {
            scenarios.add(ScenarioReader.read(folder.resolve(name + ENDING), List.of(), null));
        }
        return scenarios;
    }

    private Path find(String nameOrFile) throws ScenarioProblems {
        List<String> names = names();
        if (names.contains(nameOrFile)) {
            return folder.resolve(nameOrFile + ENDING);
        }
        try {
            Path file = Path.of(nameOrFile);
            if (Files.exists(file) || nameOrFile.contains("/") || nameOrFile.endsWith(ENDING)) {
                return file; // One that is missing is told of where it would be read.
            }
        } catch (InvalidPathException e) {
            // No file can have this name: it is a name nobody knows.
        }
        String advice = Nearest.to(nameOrFile, names)
                .map(near -> "did you mean `" + near + "`?")
                .orElse("`lab scenarios` lists those shipped, and there is no such file");
        throw new ScenarioProblems(
                List.of(new Problem("unknown scenario " + Quote.of(nameOrFile) + "; " + advice, null)));
    }

    private List<String> names() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ENDING))
                    .map(name -> name.substring(0, name.length() - ENDING.length()))
                    .sorted()
                    .toList();
        } catch (NotDirectoryException | NoSuchFileException e) {
            return List.of(); // None shipped: files still work.
        } catch (IOException e) {
            throw new UncheckedIOException("the scenarios in " + folder + " cannot be listed", e);
        }
    }
}
