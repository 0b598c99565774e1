package queuelab.broker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.server.ActiveMQLockAcquisitionTimeoutException;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.control.BrokerAssignment;
import queuelab.exchange.control.Report;
import queuelab.exchange.recording.TrialRecord;

/**
 * An Artemis broker in this JVM: in a process of its own in mode {@code process}, in the supervisor's in mode {@code in-process}. Leaves
 * in its recordings folder its log, a copy of the profile and the configuration in effect. Start and close it from one thread.
 */
public final class EmbeddedBroker implements AutoCloseable {
    /** The configuration in effect as Artemis broker properties, passwords left out, in the recordings folder. */
    public static final String EFFECTIVE_FILE = "broker-effective.properties";

    /** The role that the security settings of the profiles, and of a stock Artemis, give all permissions to. */
    private static final String ROLE = "amq";

    /** A broker that fails says so within 15 s. */
    private static final Duration START_DEADLINE = Duration.ofSeconds(14);

    /** Artemis would wait forever for a storage folder that another broker holds. */
    private static final Duration STORAGE_LOCK_DEADLINE = Duration.ofSeconds(5);

    /** Artemis's code for an acceptor that got no port. */
    private static final String FAILED_TO_BIND = "AMQ229230";

    private final EmbeddedActiveMQ broker;
    private final BrokerLog log;
    private final Report.BrokerReady ready;
    private final BrokerRecorder recorder;
    private final @Nullable StageLog stages;

    private EmbeddedBroker(
            EmbeddedActiveMQ broker,
            BrokerLog log,
            Report.BrokerReady ready,
            BrokerRecorder recorder,
            @Nullable StageLog stages) {
        this.broker = broker;
        this.log = log;
        this.ready = ready;
        this.recorder = recorder;
        this.stages = stages;
    }

    /** Returns once the broker takes connections; else nothing is left running and the exception says why. */
    public static EmbeddedBroker start(BrokerAssignment assignment) throws BrokerException {
        Path recordings = Path.of(assignment.recordings());
        BrokerLog log = BrokerLog.open(recordings);
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
        try {
            BrokerProfile profile = BrokerProfile.load(Path.of(assignment.profile()));
            Files.copy(profile.file(), recordings.resolve(BrokerProfile.FILE), StandardCopyOption.REPLACE_EXISTING);
            Configuration configuration = profile.configuration();
            BrokerProperties.apply(assignment.properties(), configuration);
            String journalAsked = JournalAsked.of(Path.of(assignment.profile()), assignment.properties());
            Path storage = Path.of(assignment.storage());
            store(configuration, storage);
            String acceptor = BrokerAcceptor.listenOn(assignment.host(), assignment.port(), profile);
            DiskSpace.check(storage, configuration);
            broker.setConfiguration(configuration).setSecurityManager(users(assignment));
            StageLog stages = assignment.stages() ? StageLog.create(recordings, assignment.window()) : null;
            long before = System.nanoTime();
            NettyAcceptor listening = activate(broker, acceptor, assignment);
            long startMillis = Duration.ofNanos(System.nanoTime() - before).toMillis();
            ActiveMQServer server = broker.getActiveMQServer();
            if (stages != null) {
                server.registerBrokerPlugin(new StagePlugin(stages, server.getStorageManager()));
            }
            configuration.exportAsProperties(recordings.resolve(EFFECTIVE_FILE).toFile());
            EffectiveBroker effective = EffectiveBroker.of(server, journalAsked, storage);
            ProcessHandle process = ProcessHandle.current();
            return new EmbeddedBroker(
                    broker,
                    log,
                    new Report.BrokerReady(
                            process.pid(),
                            process.parent().map(ProcessHandle::pid).orElse(0L),
                            BrokerAcceptor.url(assignment.host(), listening.getActualPort()),
                            server.getVersion().getFullVersion(),
                            effective.journal(),
                            withStart(effective.facts(), startMillis, server.getTotalMessageCount())),
                    BrokerRecorder.start(ActivityProbe.of(server, storage), recordings, stages),
                    stages);
        } catch (BrokerException e) {
            abandon(broker, log, e);
            throw e;
        } catch (Exception e) {
            abandon(broker, log, e);
            throw new BrokerException("broker could not be started: " + BrokerException.reason(e), e);
        }
    }

    /** How long activating took, journal included, and how many messages the journal held. */
    private static Map<String, String> withStart(Map<String, String> facts, long startMillis, long messages) {
        var complete = new TreeMap<>(facts);
        complete.put(TrialRecord.Broker.START_MILLIS, String.valueOf(startMillis));
        complete.put(TrialRecord.Broker.MESSAGES_AT_START, String.valueOf(messages));
        return complete;
    }

    /** What the broker reports: where it listens and what is in effect. */
    public Report.BrokerReady ready() {
        return ready;
    }

    /** Whether it still serves: Artemis stops itself when its disk fails, for one. */
    public boolean active() {
        return broker.getActiveMQServer().isActive();
    }

    /** The trial starts at this {@link System#nanoTime()}: from here on the broker knows which messages are measured. */
    public void begin(long startNanos) {
        if (stages != null) {
            stages.begin(startNanos);
        }
    }

    /** Stops the broker, journal closed in order; does nothing the second time. */
    @Override
    public void close() throws BrokerException {
        try (log;
                recorder) {
            broker.stop();
        } catch (Exception e) {
            throw new BrokerException("broker could not be stopped: " + BrokerException.reason(e), e);
        }
    }

    private static void store(Configuration configuration, Path storage) {
        configuration.setBindingsDirectory(storage.resolve("bindings").toString());
        configuration.setJournalDirectory(storage.resolve("journal").toString());
        configuration.setLargeMessagesDirectory(
                storage.resolve("large-messages").toString());
        configuration.setPagingDirectory(storage.resolve("paging").toString());
        configuration.setJournalLockAcquisitionTimeout(STORAGE_LOCK_DEADLINE.toMillis());
        // A reload would read the profile again, without the properties applied over it.
        configuration.setConfigurationFileRefreshPeriod(-1);
    }

    private static ActiveMQJAASSecurityManager users(BrokerAssignment assignment) {
        SecurityConfiguration users = new SecurityConfiguration();
        users.addUser(assignment.user(), assignment.password());
        users.addRole(assignment.user(), ROLE);
        return new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users);
    }

    /** Starts on a thread of its own, because Artemis knows no deadline; returns normally only when the broker is active and listens. */
    private static NettyAcceptor activate(EmbeddedActiveMQ broker, String acceptor, BrokerAssignment assignment)
            throws Exception {
        broker.createActiveMQServer();
        ActiveMQServer server = broker.getActiveMQServer();
        // Artemis's start returns normally when activation failed; only this listener is told why.
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        server.registerActivationFailureListener(failure::set);
        CompletableFuture<@Nullable Void> started = new CompletableFuture<>();
        Thread.ofPlatform().name("broker-start").daemon().start(() -> {
            try {
                broker.start();
                started.complete(null);
            } catch (Throwable e) {
                started.completeExceptionally(e);
            }
        });
        try {
            started.get(START_DEADLINE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new BrokerException(
                    "broker is not active after %d s; %s tells how far it got"
                            .formatted(START_DEADLINE.toSeconds(), Path.of(assignment.recordings(), BrokerLog.FILE)),
                    e);
        } catch (ExecutionException e) {
            throw explained(e.getCause() == null ? e : e.getCause(), assignment);
        }
        Exception cause = failure.get();
        if (cause != null) {
            throw explained(cause, assignment);
        }
        if (!server.isActive()) {
            throw new BrokerException("broker did not become active; %s tells why"
                    .formatted(Path.of(assignment.recordings(), BrokerLog.FILE)));
        }
        if (server.getRemotingService().getAcceptor(acceptor) instanceof NettyAcceptor listening
                && listening.isStarted()) {
            return listening;
        }
        throw new BrokerException("broker acceptor `%s` did not start; %s tells why"
                .formatted(acceptor, Path.of(assignment.recordings(), BrokerLog.FILE)));
    }

    private static BrokerException explained(Throwable failure, BrokerAssignment assignment) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ActiveMQLockAcquisitionTimeoutException) {
                return new BrokerException(
                        "broker storage folder %s is in use by another broker".formatted(assignment.storage()),
                        failure);
            }
        }
        String reason = BrokerException.reason(failure);
        if (reason.startsWith(FAILED_TO_BIND)) {
            return new BrokerException(
                    "broker cannot listen on %s:%d: %s"
                            .formatted(assignment.host(), assignment.port(), BrokerAcceptor.whyNotBound(failure)),
                    failure);
        }
        return new BrokerException("broker could not be started: " + reason, failure);
    }

    private static void abandon(EmbeddedActiveMQ broker, BrokerLog log, Exception failure) {
        try (log) {
            broker.stop();
        } catch (Exception e) {
            failure.addSuppressed(e);
        }
    }
}
