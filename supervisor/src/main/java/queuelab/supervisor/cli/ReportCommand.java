package queuelab.supervisor.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import queuelab.supervisor.analysis.RunResults;
import queuelab.supervisor.report.ResultsJson;
import queuelab.supervisor.report.ResultsTable;
import queuelab.supervisor.report.RunFolder;
import queuelab.supervisor.run.Publication;

/** {@code lab report}. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Judges a stored run again, from its recordings alone, and writes its results and report anew.",
        footer = {
            "",
            "Examples:",
            "  lab report runs/20261123-221501-persistence",
            "  lab report 20261123-221501-persistence     a name under runs/",
            "  lab report /copied/from/another/machine --json",
            "  lab report 20261123-221501-scaling --target-rate 1000/s     how many consumers receive that"
        })
final class ReportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "A run's folder, or its name under runs/.")
    private String run = "";

    @Option(names = "--json", description = "Prints the results document on stdout instead of the table.")
    private boolean json;

    @Mixin
    private TargetOptions wanted = new TargetOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        RunFolder folder = StoredRun.find(spec.commandLine(), run);
        RunResults results = Publication.again(folder, wanted.targets());
        Path where = folder.path();
        Ansi ansi = Terminals.isTerminal(false) ? Ansi.ON : Ansi.OFF;
        spec.commandLine().getOut().print(json ? ResultsJson.write(results) : ResultsTable.text(results, where, ansi));
        spec.commandLine().getOut().flush();
        return ExitCodes.of(results);
    }
}
