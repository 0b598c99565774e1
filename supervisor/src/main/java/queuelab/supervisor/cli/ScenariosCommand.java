package queuelab.supervisor.cli;

import io.micronaut.context.annotation.Prototype;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import queuelab.supervisor.scenario.Scenario;
import queuelab.supervisor.scenario.ScenarioLibrary;
import queuelab.supervisor.scenario.ScenarioProblems;

/** {@code lab scenarios}. */
@Prototype
@Command(
        name = "scenarios",
        mixinStandardHelpOptions = true,
        description = "Lists the scenarios that come with the lab, with the question each answers.",
        footer = {"", "Run one with: lab run NAME"})
final class ScenariosCommand implements Callable<Integer> {
    private final ScenarioLibrary scenarios;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private CommandSpec spec;

    ScenariosCommand(ScenarioLibrary scenarios) {
        this.scenarios = scenarios;
    }

    @Override
    public Integer call() throws ScenarioProblems {
        PrintWriter stdout = spec.commandLine().getOut();
        List<Scenario> shipped = scenarios.shipped();
        var columns = new Columns();
        for (Scenario scenario : shipped) {
            columns.line(scenario.name(), scenario.about());
        }
        columns.print(stdout, "");
        if (shipped.isEmpty()) {
            stdout.println(
                    "None here: the lab found no scenarios beside its programs. Run your own with: lab run FILE");
        }
        stdout.flush();
        return ExitCodes.PASSED;
    }
}
