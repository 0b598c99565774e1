package queuelab.supervisor.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import queuelab.supervisor.report.RunFolder;

/** Finds the run that a person names. */
final class StoredRun {
    private StoredRun() {}

    /**
     * By its folder, or by its name under {@code runs/}.
     *
     * @throws ParameterException when there is none
     */
    static RunFolder find(CommandLine command, String run) {
        return Stream.of(Path.of(run), Path.of("runs").resolve(run))
                .filter(folder -> Files.isDirectory(folder.resolve(RunFolder.TRIALS)))
                .findFirst()
                .map(folder -> new RunFolder(folder.toAbsolutePath().normalize()))
                .orElseThrow(() -> new ParameterException(
                        command, "no run at “" + run + "” nor under runs/ (lab runs lists them)"));
    }
}
