package queuelab.supervisor.cli;

import io.micronaut.context.annotation.Prototype;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import queuelab.supervisor.host.ChildSpec.Role;
import queuelab.supervisor.host.Distribution;
import queuelab.supervisor.host.Figures;
import queuelab.supervisor.host.Folders;
import queuelab.supervisor.host.LocalHost;
import queuelab.supervisor.host.agent.Agent;
import queuelab.supervisor.host.agent.AgentSettings;

/** {@code lab agent}. */
@Prototype
@Command(
        name = "agent",
        mixinStandardHelpOptions = true,
        description =
                "Joins a supervisor (lab serve --agents) and starts processes of one role for it on this machine.",
        footer = {
            "",
            "Examples:",
            "  lab agent --supervisor http://lab.example.org:8080 --role consumer --token-file token",
            "  lab agent --supervisor http://supervisor:8080 --role broker --token-file /run/token \\",
            "            --listen 0.0.0.0 --address broker --storage /var/lib/queue-lab",
            "",
            "It joins again by itself when the connection breaks. What it started ends when the supervisor stays away",
            "for over 10 seconds, and when it is told to end (Ctrl-C, SIGTERM)."
        })
final class AgentCommand implements Callable<Integer> {
    /** Children have 3 s, their recordings 6 s: see Agent. */
    private static final Duration GRACE = Duration.ofSeconds(12);

    private final LocalHost host;
    private final Figures figures;
    private final Distribution distribution;

    @Option(
            names = "--supervisor",
            paramLabel = "URL",
            required = true,
            description = "Where the supervisor's page is: http://HOST:PORT.")
    private URI supervisor = URI.create("http://127.0.0.1:8080");

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            required = true,
            description = "What it starts: broker, producer or consumer.")
    private Role role = Role.CONSUMER;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            required = true,
            description = "Holds the supervisor's token. A file that is not there yet is waited for.")
    private Path tokenFile = Path.of("token");

    @Option(
            names = "--address",
            paramLabel = "HOST",
            description =
                    "Where others reach a broker that runs here (default: this machine's address on the way to the supervisor).")
    private @Nullable String address;

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            description = "What a broker that runs here listens on (default: --address).")
    private @Nullable String listen;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description = "For recordings until they are sent (default: a temporary folder, removed at the end).")
    private @Nullable Path work;

    @Option(
            names = "--storage",
            paramLabel = "DIR",
            description = "For what brokers store; on a volume it outlives the agent (default: in --work).")
    private @Nullable Path storage;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private CommandSpec spec;

    AgentCommand(LocalHost host, Figures figures, Distribution distribution) {
        this.host = host;
        this.figures = figures;
        this.distribution = distribution;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = work == null ? Files.createTempDirectory("queue-lab-agent") : work;
        try (var interrupts = Interrupts.install(GRACE)) {
            new Agent(settings(folder), host, figures, distribution).run(interrupts.interruption()::isRequested);
        } finally {
            if (work == null) {
                Folders.remove(folder);
            }
        }
        return ExitCodes.INTERRUPTED;
    }

    private AgentSettings settings(Path folder) throws IOException {
        try {
            String reached = address == null ? AgentSettings.addressTowards(supervisor) : address;
            return new AgentSettings(
                    supervisor,
                    role,
                    tokenFile,
                    folder,
                    storage == null ? folder.resolve("storage") : storage,
                    listen == null ? reached : listen,
                    reached,
                    place());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
    }

    /** This machine's name, of the characters that names have. */
    private static String place() throws IOException {
        String name = InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
        return name.replaceAll("[^a-z0-9._-]", "-");
    }
}
