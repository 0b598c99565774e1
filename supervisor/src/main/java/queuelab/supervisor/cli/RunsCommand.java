package queuelab.supervisor.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import queuelab.supervisor.analysis.RunResults;
import queuelab.supervisor.analysis.TrialResult;
import queuelab.supervisor.analysis.Verdict;
import queuelab.supervisor.report.Answer;
import queuelab.supervisor.report.ResultsJson;
import queuelab.supervisor.report.RunFolder;
import queuelab.supervisor.run.RunFolders;

/** {@code lab runs}. */
@Command(
        name = "runs",
        mixinStandardHelpOptions = true,
        description = "Lists the runs made so far, oldest first, with one line of answer each.")
final class RunsCommand implements Callable<Integer> {
    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "runs",
            description = "Where the run folders are (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("runs");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter stdout = spec.commandLine().getOut();
        List<RunFolder> folders = RunFolders.list(out);
        if (folders.isEmpty()) {
            stdout.printf(
                    "No runs in %s yet. Make one: lab run%n",
                    out.toAbsolutePath().normalize());
        }
        for (RunFolder folder : folders) {
            stdout.printf("%s  %s%n", folder.path().getFileName(), line(folder));
        }
        stdout.flush();
        return ExitCodes.PASSED;
    }

    private static String line(RunFolder folder) {
        if (!Files.exists(folder.path().resolve(RunFolder.RESULTS_JSON))) {
            return "no trial was finished";
        }
        try {
            RunResults results = ResultsJson.read(folder.path());
            return verdicts(results.trials()) + "  " + Answer.of(results).headline();
        } catch (ResultsJson.UnreadableResults e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String verdicts(List<TrialResult> trials) {
        var words = new StringBuilder();
        for (Verdict verdict : Verdict.values()) {
            long count =
                    trials.stream().filter(trial -> trial.verdict() == verdict).count();
            if (count > 0) {
                words.append(words.isEmpty() ? "" : ", ")
                        .append(count)
                        .append(' ')
                        .append(verdict.word());
            }
        }
        return words.toString();
    }
}
