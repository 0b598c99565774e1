package queuelab.supervisor.cli;

import io.micronaut.context.annotation.Prototype;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import queuelab.supervisor.plan.Plan;
import queuelab.supervisor.plan.Planner;
import queuelab.supervisor.report.ResultsJson;
import queuelab.supervisor.report.ResultsTable;
import queuelab.supervisor.run.RunListener;
import queuelab.supervisor.run.RunOutcome;
import queuelab.supervisor.run.RunService;
import queuelab.supervisor.scenario.ScenarioLibrary;

/** {@code lab run}. */
@Prototype
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Runs a scenario on a real broker with real processes and prints what was measured.",
        footer = {
            "",
            "Examples:",
            "  lab run",
            "  lab run consumers --repeats 5",
            "  lab run smoke --set queue.storage=durable --set consumer.processes=3 --json",
            "  lab run my-scenario.yaml --out /var/tmp/runs",
            "",
            "Ctrl-C ends the run within seconds; what was recorded is kept."
        })
final class RunCommand implements Callable<Integer> {
    private final RunService service;
    private final ScenarioLibrary scenarios;

    @Parameters(
            paramLabel = "SCENARIO",
            defaultValue = "persistence",
            description = "A shipped scenario's name or a YAML file (default: ${DEFAULT-VALUE}).")
    private String scenario = "persistence";

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Overrides a setting everywhere in the scenario; may be repeated.")
    private List<String> overrides = new ArrayList<>();

    @Option(names = "--repeats", paramLabel = "N", description = "Trials per point, instead of the scenario's.")
    private @Nullable Integer repeats;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "runs",
            description = "Where run folders are made (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("runs");

    @Option(
            names = "--seed",
            paramLabel = "N",
            description =
                    "Decides the order of trials and their arrivals; drawn when not given, and kept with the run.")
    private long seed = ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);

    @Option(names = "--json", description = "Prints the results document on stdout, and nothing else there.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private CommandSpec spec;

    RunCommand(RunService service, ScenarioLibrary scenarios) {
        this.service = service;
        this.scenarios = scenarios;
    }

    @Override
    public Integer call() throws Exception {
        Plan plan = Planner.plan(scenarios.read(scenario, overrides, repeats), seed);
        PrintWriter stdout = spec.commandLine().getOut();
        PrintWriter progress = json ? spec.commandLine().getErr() : stdout;
        RunListener view = new ProgressView(progress, Terminals.isTerminal(json));
        try (var interrupts = Interrupts.install(Interrupts.GRACE)) {
            RunOutcome outcome = service.run(plan, out, view, interrupts.interruption());
            Ansi ansi = Terminals.isTerminal(false) ? Ansi.ON : Ansi.OFF;
            stdout.print(
                    json
                            ? ResultsJson.write(outcome.results())
                            : ResultsTable.text(
                                    outcome.results(), outcome.folder().path(), ansi));
            stdout.flush();
            return outcome.interrupted() ? ExitCodes.INTERRUPTED : ExitCodes.of(outcome.results());
        }
    }
}
