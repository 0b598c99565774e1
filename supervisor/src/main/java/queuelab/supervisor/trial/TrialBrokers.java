package queuelab.supervisor.trial;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import queuelab.broker.BrokerException;
import queuelab.broker.EmbeddedBroker;
import queuelab.broker.QueueKeeper;
import queuelab.exchange.control.BrokerAssignment;
import queuelab.exchange.control.Command;
import queuelab.exchange.control.NetworkAssignment;
import queuelab.exchange.control.Report.BrokerReady;
import queuelab.exchange.recording.TrialRecord;
import queuelab.exchange.transport.QueueSpec;
import queuelab.exchange.transport.RpcQueueSpec;
import queuelab.exchange.transport.TransportSpec;
import queuelab.supervisor.host.ChildSpec;
import queuelab.supervisor.host.ChildSpec.Role;
import queuelab.supervisor.host.HostException;
import queuelab.supervisor.plan.PlannedTrial;
import queuelab.supervisor.scenario.Settings;
import queuelab.supervisor.trial.TrialBroker.Ending;

/**
 * Starts or reaches the broker of a trial, in any of the three modes, and creates the trial's queues on it; or makes what a trial without a
 * broker needs.
 */
final class TrialBrokers {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int ANY_PORT = 0;
    private static final long PROXY_HEAP_BYTES = 64 << 20;
    private static final String USER = "lab";
    private static final int PASSWORD_BYTES = 16;
    /** Where the login of an external broker comes from: never argv or a scenario file, which others can read. */
    private static final String EXTERNAL_USER = "LAB_BROKER_USER";

    private static final String EXTERNAL_PASSWORD = "LAB_BROKER_PASSWORD";

    private final PlannedTrial trial;
    private final Settings settings;
    private final Path folder;
    private final String runId;
    private final Crew crew;
    private final Path profiles;
    private int starts = 1;

    TrialBrokers(PlannedTrial trial, Path folder, String runId, Crew crew, Path profiles) {
        this.trial = trial;
        this.settings = trial.point().settings();
        this.folder = folder;
        this.runId = runId;
        this.crew = crew;
        this.profiles = profiles;
    }

    /**
     * Returns when workers can be started.
     *
     * @throws HostException when it cannot be started or reached; nothing is left running but children of the crew
     */
    Carrier start() throws HostException, TrialInterrupted {
        if (!settings.transport().hasBroker()) {
            return Brokerless.open(settings, folder, "queue-lab-" + runId + "-t" + trial.order(), crew);
        }
        try {
            return switch (settings.broker().mode()) {
                case PROCESS -> startProcess();
                case IN_PROCESS -> startInProcess();
                case EXTERNAL -> reachExternal();
            };
        } catch (BrokerException e) {
            throw new HostException(String.valueOf(e.getMessage()), e);
        }
    }

    private TrialBroker startProcess() throws HostException, TrialInterrupted, BrokerException {
        BrokerAssignment assignment = assignment(LabPort.free());
        Worker child = crew.start(new ChildSpec(
                Role.BROKER,
                1,
                Path.of(assignment.recordings()),
                settings.broker().heapBytes(),
                assignment));
        crew.awaitReady();
        BrokerReady ready = child.brokerReady()
                .orElseThrow(() -> new HostException("the broker said it was ready, but not where it listens", null));
        return withQueues(ready, assignment, child, broker -> {
            if (broker.answers()) {
                broker.keeper().close(); // a client whose broker goes first keeps its network thread
            }
            crew.stop(broker.process().stream().toList());
        });
    }

    /** Puts a proxy between workers and broker, where the point's faults disturb what lies between them. */
    void putProxyBefore(Carrier carrier) throws HostException, TrialInterrupted {
        if (carrier instanceof TrialBroker broker && trial.point().happenings().touchesNetwork()) {
            URI direct = URI.create(broker.facts().url());
            Path recordings = folder.resolve(Role.NETWORK.word());
            var assignment = new NetworkAssignment(recordings.toString(), direct.getHost(), direct.getPort());
            Worker proxy = crew.start(new ChildSpec(Role.NETWORK, 1, recordings, PROXY_HEAP_BYTES, assignment));
            crew.awaitReady();
            broker.behind("tcp://" + LOOPBACK + ":" + proxy.proxyPort());
        }
    }

    /**
     * Starts the process of a broker again, with the same port, storage and login; its queues are there before it listens. It is not ready
     * when this returns.
     */
    Worker startAgain(TrialBroker broker) throws HostException {
        BrokerAssignment first = broker.assignment()
                .orElseThrow(() -> new HostException("the broker is no process of this trial's", null));
        int index = ++starts;
        Path recordings = folder.resolve(Role.BROKER.word() + "-" + index);
        var properties = new LinkedHashMap<>(first.properties());
        properties.putAll(broker.keeper().asProperties());
        var assignment = new BrokerAssignment(
                recordings.toString(),
                first.profile(),
                properties,
                first.storage(),
                first.host(),
                URI.create(broker.facts().url()).getPort(),
                first.user(),
                first.password(),
                first.window(),
                first.stages());
        Worker worker = crew.start(
                new ChildSpec(Role.BROKER, index, recordings, settings.broker().heapBytes(), assignment), 1);
        // It waits in its stdin until it can be read, which is before clients are back.
        worker.child().send(new Command.Start(broker.startNanos()));
        return worker;
    }

    private TrialBroker startInProcess() throws BrokerException, HostException {
        BrokerAssignment assignment = assignment(ANY_PORT);
        try {
            Files.createDirectories(Path.of(assignment.recordings()));
        } catch (IOException e) {
            throw new HostException("cannot create " + assignment.recordings() + ": " + e.getMessage(), e);
        }
        EmbeddedBroker broker = EmbeddedBroker.start(assignment);
        try {
            TrialBroker running = withQueues(broker.ready(), assignment, null, ending -> {
                ending.keeper().close();
                broker.close();
            });
            running.whenItBegins(broker::begin);
            return running;
        } catch (BrokerException e) {
            broker.close();
            throw e;
        }
    }

    private TrialBroker reachExternal() throws BrokerException {
        String user = environment(EXTERNAL_USER);
        String password = environment(EXTERNAL_PASSWORD);
        String url = settings.broker().url();
        QueueKeeper keeper = QueueKeeper.connect(url, user, password);
        try {
            QueueKeeper.Identity identity = keeper.identity();
            var facts = new TrialRecord.Broker(
                    "external", url, identity.version(), identity.journal(), identity.journal(), Map.of());
            QueueSpec queues = queues(url, user, password);
            return withQueues(new TrialBroker(
                    queues,
                    transport(queues),
                    facts,
                    keeper,
                    null,
                    null,
                    broker -> broker.keeper().removeAll()));
        } catch (BrokerException e) {
            keeper.close();
            throw e;
        }
    }

    private TrialBroker withQueues(BrokerReady ready, BrokerAssignment login, @Nullable Worker process, Ending ending)
            throws BrokerException {
        String mode = settings.written().getOrDefault("broker.mode", "process");
        String asked = ready.facts().getOrDefault("journalAsked", ready.journal());
        var facts = new TrialRecord.Broker(mode, ready.url(), ready.version(), ready.journal(), asked, ready.facts());
        QueueKeeper keeper = QueueKeeper.connect(ready.url(), login.user(), login.password());
        QueueSpec queues = queues(ready.url(), login.user(), login.password());
        return withQueues(new TrialBroker(queues, transport(queues), facts, keeper, process, login, ending));
    }

    private static TrialBroker withQueues(TrialBroker broker) throws BrokerException {
        QueueSpec queues = broker.queues();
        try {
            broker.keeper().create(queues.queues(), queues.durable());
            return broker;
        } catch (BrokerException e) {
            broker.keeper().removeAll();
            throw e;
        }
    }

    private BrokerAssignment assignment(int port) {
        Path recordings = folder.resolve(Role.BROKER.word());
        return new BrokerAssignment(
                recordings.toString(),
                profiles.resolve(settings.broker().profile()).toString(),
                settings.broker().properties(),
                storage(folder).toString(),
                LOOPBACK,
                port,
                USER,
                password(),
                Assignments.window(settings),
                settings.broker().stages());
    }

    /** Where a trial's broker keeps its journal; removed when the trial is over. */
    static Path storage(Path trialFolder) {
        return trialFolder.resolve("broker-storage");
    }

    /** Requests travel over queues like any message; only what becomes of them differs. */
    private TransportSpec transport(QueueSpec queues) {
        return settings.transport() == Settings.TransportKind.RPC_QUEUE ? new RpcQueueSpec(queues) : queues;
    }

    private QueueSpec queues(String url, String user, String password) {
        var queues = IntStream.rangeClosed(1, settings.queue().count())
                .mapToObj(this::queue)
                .toList();
        return new QueueSpec(
                url,
                user,
                password,
                settings.protocol(),
                queues,
                settings.queue().storage() == Settings.Storage.DURABLE,
                settings.consumer().windowBytes(),
                settings.producer().sizeBytes(),
                settings.clientOptions());
    }

    private QueueSpec.Queue queue(int number) {
        String address = QueueKeeper.PREFIX + runId + ".t" + trial.order() + ".q" + number;
        int copies = settings.queue().copies();
        List<String> subscriptions = copies == 1
                ? List.of(address)
                : IntStream.rangeClosed(1, copies)
                        .mapToObj(copy -> address + ".s" + copy)
                        .toList();
        return new QueueSpec.Queue(address, subscriptions);
    }

    private static String password() {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private static String environment(String name) {
        return Optional.ofNullable(System.getenv(name)).orElse("");
    }
}
