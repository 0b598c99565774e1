package queuelab.supervisor.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import queuelab.supervisor.report.RunFolder;

/** {@code lab open}. */
@Command(
        name = "open",
        mixinStandardHelpOptions = true,
        description = "Opens a run's report in the browser; where there is none to open, prints the file's path.")
final class OpenCommand implements Callable<Integer> {
    private static final List<String> OPENERS = List.of("xdg-open", "open");
    private static final int OPENER_SECONDS = 10;

    @Parameters(paramLabel = "RUN", description = "A run's folder, or its name under runs/.")
    private String run = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Path report = StoredRun.find(spec.commandLine(), run).path().resolve(RunFolder.REPORT);
        if (!Files.exists(report)) {
            throw new ParameterException(
                    spec.commandLine(), report + " does not exist (lab report " + run + " writes it)");
        }
        spec.commandLine().getOut().println(report);
        spec.commandLine().getOut().flush();
        for (String opener : OPENERS) {
            if (opens(opener, report)) {
                break;
            }
        }
        return ExitCodes.PASSED;
    }

    private static boolean opens(String opener, Path report) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(opener, report.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return !process.waitFor(OPENER_SECONDS, TimeUnit.SECONDS) || process.exitValue() == 0;
        } catch (IOException e) {
            return false; // No such program here; the path has been printed.
        }
    }
}
