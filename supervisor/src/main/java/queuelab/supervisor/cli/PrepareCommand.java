package queuelab.supervisor.cli;

import io.micronaut.context.annotation.Prototype;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import queuelab.supervisor.plan.Plan;
import queuelab.supervisor.plan.Planner;
import queuelab.supervisor.run.RunListener;
import queuelab.supervisor.run.RunOutcome;
import queuelab.supervisor.run.RunService;
import queuelab.supervisor.scenario.ScenarioLibrary;

/**
 * {@code lab prepare}: one short trial, whose processes write what later ones start faster from. Hidden, because the launcher calls it after
 * each build, with the JVM flags that make it a training run; without them it is only a trial that leaves nothing.
 */
@Prototype
@Command(
        name = "prepare",
        hidden = true,
        mixinStandardHelpOptions = true,
        description = "Runs one short trial from which later processes learn to start faster.")
final class PrepareCommand implements Callable<Integer> {
    private static final long SEED = 1;

    private final RunService service;
    private final ScenarioLibrary scenarios;

    PrepareCommand(RunService service, ScenarioLibrary scenarios) {
        this.service = service;
        this.scenarios = scenarios;
    }

    @Override
    public Integer call() throws Exception {
        Plan smoke = Planner.plan(scenarios.read("smoke", List.of("warmup=500ms", "measure=500ms"), null), SEED);
        var plan = new Plan(smoke.scenario(), smoke.points(), smoke.trials().subList(0, 1), SEED);
        Path runs = Files.createTempDirectory("queue-lab-prepare");
        try (var interrupts = Interrupts.install(Interrupts.GRACE)) {
            RunOutcome outcome = service.run(plan, runs, RunListener.NONE, interrupts.interruption());
            return outcome.interrupted() ? ExitCodes.INTERRUPTED : 0;
        } finally {
            remove(runs);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
