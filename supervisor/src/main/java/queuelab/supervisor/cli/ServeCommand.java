package queuelab.supervisor.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import queuelab.supervisor.host.HostException;
import queuelab.supervisor.web.LabServer;
import queuelab.supervisor.web.ServeSettings;
import queuelab.supervisor.web.Token;

/** {@code lab serve}. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Serves the live lab: a page to see and steer queues, and REST for all of it.",
        footer = {
            "",
            "Examples:",
            "  lab serve                               on http://127.0.0.1:8080, for this machine alone",
            "  lab serve --port 9000 --out /var/tmp/runs",
            "  lab serve --host 0.0.0.0 --allow-host lab.example.org --token-file /run/secrets/token",
            "",
            "Open the address it prints: it carries the token without which nothing can be changed.",
            "Ctrl-C ends it; every process it started is gone then."
        })
final class ServeCommand implements Callable<Integer> {
    /** What runs at agents ends over the network, and its recordings come home. */
    private static final Duration GRACE_AT_AGENTS = Duration.ofSeconds(15);

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description =
                    "Address to listen on (default: ${DEFAULT-VALUE}). Where others can reach it, reading needs the token too.")
    private String host = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Port to listen on, 0 for any (default: ${DEFAULT-VALUE}).")
    private int port = 8080;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "runs",
            description = "Where run folders are (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("runs");

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "Keeps the token in a file; draws one into it when it is not there.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--allow-host",
            paramLabel = "NAME",
            description = "A host name under which the page may be asked for, besides this machine's; may be repeated.")
    private Set<String> hosts = new HashSet<>();

    @Option(
            names = "--open-reading",
            description = "Lets whoever reaches the address read without the token; changes need it all the same.")
    private boolean openReading;

    @Option(
            names = "--allow-external-brokers",
            description = "Lets scenarios sent to the page name the URL of a broker to connect to.")
    private boolean externalBrokers;

    @Option(names = "--no-lanes", description = "Leaves the two lanes still until somebody starts them on the page.")
    private boolean noLanes;

    @Option(
            names = "--agents",
            description = "Lets agents join (lab agent): processes run there, and none on this machine.")
    private boolean agents;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private CommandSpec spec;

    @Override
    public Integer call() throws HostException, IOException, InterruptedException {
        InetAddress address = ServeSettings.address(host);
        Token token = tokenFile == null ? Token.random() : Token.readOrMake(tokenFile);
        var settings = new ServeSettings(address, port, out, token, openReading, hosts, externalBrokers, agents);
        try (var interrupts = Interrupts.install(agents ? GRACE_AT_AGENTS : Interrupts.GRACE);
                LabServer server = LabServer.start(settings)) {
            if (!noLanes) {
                server.startLanes();
            }
            PrintWriter stdout = spec.commandLine().getOut();
            stdout.println("Queue Lab is at " + server.addressWithToken());
            stdout.println("Ctrl-C ends it.");
            stdout.flush();
            interrupts.interruption().await();
        }
        return ExitCodes.INTERRUPTED;
    }
}
