package queuelab.supervisor.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import queuelab.supervisor.analysis.RunResults;
import queuelab.supervisor.report.ComparisonText;
import queuelab.supervisor.report.FailCondition;
import queuelab.supervisor.report.FailCondition.State;
import queuelab.supervisor.report.JunitXml;
import queuelab.supervisor.report.ResultsJson;
import queuelab.supervisor.report.RunComparison;
import queuelab.supervisor.report.RunComparison.Judgement;
import queuelab.supervisor.report.RunDifferences;
import queuelab.supervisor.report.RunFolder;

/** {@code lab compare}. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Holds a second run against a first: ratios at equal points with their 95 %% intervals, and what differs in "
                    + "environment, scenario and broker configuration."
        },
        footer = {
            "",
            "Examples:",
            "  lab compare runs/before runs/after",
            "  lab compare before after --fail-if 'dueToReceive.p99 > +10%%' --fail-if 'throughput.receivedPerSecond < -5%%'",
            "",
            "A condition holds only where the whole interval lies beyond its limit, so that noise breaks no build.",
            "Exit codes: 0 no condition holds, 1 one does, 2 usage error or unreadable run,",
            "            3 no condition could be judged: no point in common, or fewer than 3 passed trials a side."
        })
final class CompareCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FIRST", description = "A run's folder, or its name under runs/.")
    private String first = "";

    @Parameters(index = "1", paramLabel = "SECOND", description = "The run to hold against it.")
    private String second = "";

    @Option(
            names = "--fail-if",
            paramLabel = "EXPR",
            description =
                    "Exit with 1 where this holds at any point, 'dueToReceive.p99 > +10%%'; may be given several times.")
    private List<String> failIf = new ArrayList<>();

    @Option(names = "--junit", paramLabel = "FILE", description = "Also writes the conditions as JUnit XML.")
    private @Nullable Path junit;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        List<FailCondition> conditions = conditions();
        RunFolder firstFolder = StoredRun.find(spec.commandLine(), first);
        RunFolder secondFolder = StoredRun.find(spec.commandLine(), second);
        RunResults firstResults = read(firstFolder);
        RunResults secondResults = read(secondFolder);
        RunComparison comparison = RunComparison.of(firstResults, secondResults);
        List<Judgement> judgements = comparison.judge(conditions);
        if (junit != null) {
            JunitXml.write(junit, judgements);
        }
        PrintWriter out = spec.commandLine().getOut();
        RunDifferences differences = RunDifferences.of(firstFolder, firstResults, secondFolder, secondResults);
        out.print(ComparisonText.text(comparison, differences, judgements));
        out.flush();
        return exitCode(conditions, judgements);
    }

    /** A guard that could not look must not pass as if it had. */
    private static int exitCode(List<FailCondition> conditions, List<Judgement> judgements) {
        if (judgements.stream().anyMatch(judgement -> judgement.state() == State.HOLDS)) {
            return ExitCodes.FAILED;
        }
        boolean judged = judgements.stream().anyMatch(judgement -> judgement.state() == State.DOES_NOT_HOLD);
        return conditions.isEmpty() || judged ? ExitCodes.PASSED : ExitCodes.INVALID;
    }

    private List<FailCondition> conditions() {
        try {
            return failIf.stream().map(FailCondition::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private RunResults read(RunFolder folder) {
        try {
            return ResultsJson.read(folder.path());
        } catch (ResultsJson.UnreadableResults e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
