package queuelab.supervisor.cli;

import io.micronaut.context.annotation.Prototype;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import queuelab.supervisor.analysis.Targets;
import queuelab.supervisor.host.ChildSpec.Role;
import queuelab.supervisor.host.Distribution;
import queuelab.supervisor.host.Figures;
import queuelab.supervisor.host.Folders;
import queuelab.supervisor.host.HostException;
import queuelab.supervisor.host.LocalHost;
import queuelab.supervisor.host.agent.Agent;
import queuelab.supervisor.host.agent.AgentSettings;
import queuelab.supervisor.plan.Plan;
import queuelab.supervisor.plan.Planner;
import queuelab.supervisor.run.Publication;
import queuelab.supervisor.run.RunListener;
import queuelab.supervisor.run.RunOutcome;
import queuelab.supervisor.run.RunService;
import queuelab.supervisor.scenario.ScenarioLibrary;
import queuelab.supervisor.web.LabServer;
import queuelab.supervisor.web.ServeSettings;
import queuelab.supervisor.web.Token;

/**
 * {@code lab prepare}: one trial, and an agent that joins a supervisor once, whose processes write what later ones start faster from.
 * Hidden, because the launcher calls it after each build, with the JVM flags that make it a training run; without them it leaves nothing.
 */
@Prototype
@Command(
        name = "prepare",
        hidden = true,
        mixinStandardHelpOptions = true,
        description = "Runs one trial, and an agent, from which later processes learn to start faster.")
final class PrepareCommand implements Callable<Integer> {
    private static final long SEED = 1;

    /** Messages enough for C2 to find out what is hot, and time enough to compile it: with a third of it, later workers were slower. */
    private static final List<String> TRAINING = List.of("warmup=2s", "measure=10s", "producer.load=4000/s");

    /** So many that C2 compiles what judging and reporting are made of. */
    private static final int REPORTS = 100;

    private static final Duration JOIN_DEADLINE = Duration.ofSeconds(20);

    private final RunService service;
    private final ScenarioLibrary scenarios;
    private final LocalHost host;
    private final Figures figures;
    private final Distribution distribution;

    PrepareCommand(
            RunService service, ScenarioLibrary scenarios, LocalHost host, Figures figures, Distribution distribution) {
        this.service = service;
        this.scenarios = scenarios;
        this.host = host;
        this.figures = figures;
        this.distribution = distribution;
    }

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("queue-lab-prepare");
        try {
            distribution.trains();
            int code = join(folder);
            return code == 0 ? runTrial(folder) : code;
        } finally {
            Folders.remove(folder);
        }
    }

    private int runTrial(Path folder) throws Exception {
        Plan smoke = Planner.plan(scenarios.read("smoke", TRAINING, null), SEED);
        var plan = new Plan(smoke.scenario(), smoke.points(), smoke.trials().subList(0, 1), SEED);
        try (var interrupts = Interrupts.install(Interrupts.GRACE)) {
            RunOutcome outcome = service.run(plan, folder, RunListener.NONE, interrupts.interruption());
            for (int i = 0; i < REPORTS && !interrupts.interruption().isRequested(); i++) {
                Publication.again(outcome.folder(), Targets.NONE);
            }
            return interrupts.interruption().isRequested() ? ExitCodes.INTERRUPTED : 0;
        }
    }

    /** Supervisor and agent are both this process. */
    private int join(Path folder) throws IOException, HostException, InterruptedException {
        InetAddress here = InetAddress.getLoopbackAddress();
        Path tokenFile = folder.resolve("token");
        var served = new ServeSettings(here, 0, folder, Token.readOrMake(tokenFile), false, Set.of(), false, true);
        try (var interrupts = Interrupts.install(Interrupts.GRACE);
                LabServer server = LabServer.start(served)) {
            String address = here.getHostAddress();
            URI supervisor = URI.create("http://" + address + ":" + server.port());
            var joining = new AgentSettings(
                    supervisor, Role.CONSUMER, tokenFile, folder, folder, address, address, "prepare");
            long deadline = System.nanoTime() + JOIN_DEADLINE.toNanos();
            var joined = new AtomicBoolean();
            new Agent(joining, host, figures, distribution).run(() -> {
                joined.set(Files.exists(joining.connectedMark()));
                return joined.get() || interrupts.interruption().isRequested() || deadline - System.nanoTime() <= 0;
            });
            return joined.get() ? 0 : ExitCodes.INTERRUPTED;
        }
    }
}
