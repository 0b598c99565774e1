package queuelab.supervisor.host.agent;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import queuelab.supervisor.host.ChildEvent;
import queuelab.supervisor.host.ChildProcess;
import queuelab.supervisor.host.ChildSpec;
import queuelab.supervisor.host.Figures;
import queuelab.supervisor.host.Folders;
import queuelab.supervisor.host.Host;
import queuelab.supervisor.host.HostException;

/**
 * The children that an agent keeps for one supervisor, and what the two say to each other about them. Frames are handled by the connection's
 * thread, one at a time; children are heard on theirs.
 */
final class AgentSession {
    private static final Logger LOG = LoggerFactory.getLogger(AgentSession.class);
    private static final int NAME_BYTES = 16;
    private static final Duration GRACE = Duration.ofSeconds(3);
    private static final long LEAST_HEAP_BYTES = 16L << 20;
    private static final long MOST_HEAP_BYTES = 64L << 30;

    private final String name = randomName();
    private final AgentSettings settings;
    private final Host host;
    private final Relocation relocation;
    private final Path folder;
    private final Conversation conversation = new Conversation();
    private volatile boolean ending;
    private final Map<Integer, ChildProcess> children = new ConcurrentHashMap<>();
    private final Map<Integer, OutgoingRecordings> recordings = new ConcurrentHashMap<>();
    /** Children whose recordings are not sent yet. */
    private final AtomicInteger unsent = new AtomicInteger();

    AgentSession(AgentSettings settings, Host host, Relocation relocation) {
        this.settings = settings;
        this.host = host;
        this.relocation = relocation;
        this.folder = settings.work().resolve(name);
    }

    String name() {
        return name;
    }

    Conversation conversation() {
        return conversation;
    }

    boolean hasChildren() {
        return !children.isEmpty();
    }

    void perform(AgentFrame.Start start) {
        if (ending) {
            conversation.say(new AgentFrame.NotStarted(start.child(), "this agent is ending"));
            return;
        }
        if (start.role() != settings.role()) {
            conversation.say(new AgentFrame.NotStarted(
                    start.child(), "this agent starts a " + settings.role().word() + " only"));
            return;
        }
        Path where = folder.resolve(start.child() + "-" + start.role().word() + "-" + start.index());
        unsent.incrementAndGet();
        try {
            if (start.heapBytes() < LEAST_HEAP_BYTES || start.heapBytes() > MOST_HEAP_BYTES) {
                throw new HostException(
                        "a heap is " + LEAST_HEAP_BYTES + " to " + MOST_HEAP_BYTES + " bytes, got " + start.heapBytes(),
                        null);
            }
            var spec =
                    new ChildSpec(start.role(), start.index(), where, start.heapBytes(), relocation.here(start, where));
            // What the child says is passed on only after its start is: its first words may be faster.
            synchronized (conversation) {
                var its = new OutgoingRecordings(conversation, start.child(), where);
                recordings.put(start.child(), its);
                ChildProcess child = host.start(spec, event -> happened(start.child(), event, its));
                children.put(start.child(), child);
                conversation.say(new AgentFrame.Started(start.child(), child.pid()));
                LOG.info("started {} with PID {}", spec.name(), child.pid());
            }
        } catch (HostException | RuntimeException e) { // whatever it is: somebody waits for this child
            unsent.decrementAndGet();
            recordings.remove(start.child());
            conversation.say(new AgentFrame.NotStarted(start.child(), String.valueOf(e.getMessage())));
        }
    }

    private void happened(int number, ChildEvent event, OutgoingRecordings its) {
        synchronized (conversation) {
            switch (event) {
                case ChildEvent.Reported(var child, var report, var at) ->
                    conversation.say(new AgentFrame.Reported(number, relocation.there(report)));
                case ChildEvent.Exited(var child, int exitCode, var at) -> {
                    LOG.info("{} exited with code {}", child.name(), exitCode);
                    conversation.say(new AgentFrame.Exited(number, exitCode, child.lastLogLines()));
                    Thread.ofVirtual()
                            .name(child.name() + "-recordings")
                            .start(() -> sendRecordings(number, child, its));
                }
                case ChildEvent.Lost _ -> throw new IllegalStateException("a child of this machine is never lost");
            }
        }
    }

    private void sendRecordings(int number, ChildProcess child, OutgoingRecordings its) {
        Path where = child.spec().folder();
        try {
            its.sendAll();
            Folders.remove(where);
        } catch (IOException e) {
            LOG.warn("could not remove {}: {}", where, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            recordings.remove(number);
            children.remove(number);
            unsent.decrementAndGet();
        }
    }

    /** Does what is asked to a child; one that is gone takes nothing, as its exit was told. */
    void perform(AgentFrame.Tell tell) {
        ChildProcess child = children.get(tell.child());
        if (child != null) {
            child.send(tell.command());
        }
    }

    void perform(AgentFrame.Signal signal) {
        ChildProcess child = children.get(signal.child());
        if (child == null) {
            return;
        }
        try {
            switch (signal.kind()) {
                case END_INPUT -> child.endInput();
                case KILL -> child.kill();
                case PAUSE -> child.pause();
                case RESUME -> child.resume();
            }
        } catch (HostException e) {
            conversation.say(new AgentFrame.NotSignalled(signal.child(), String.valueOf(e.getMessage())));
        }
    }

    void perform(AgentFrame.Remove remove) {
        try {
            Folders.remove(relocation.storage(remove.storage()));
        } catch (IOException | HostException e) {
            LOG.warn("could not remove a broker's storage: {}", e.getMessage());
        }
    }

    /** What no trial can need any more: left by brokers of a supervisor that is gone. */
    void removeStoragesBut(List<String> kept) {
        try (var folders = Files.list(Files.createDirectories(settings.storage()))) {
            for (Path storage : folders.filter(
                            each -> each.getFileName().toString().matches("[0-9a-f]{8,64}"))
                    .filter(each -> !kept.contains(each.getFileName().toString()))
                    .toList()) {
                Folders.remove(storage);
            }
        } catch (IOException e) {
            LOG.warn("could not remove what earlier brokers stored: {}", e.getMessage());
        }
    }

    /** Sends what has changed in the ledgers of children that run; waits while the supervisor takes no more. */
    void sendLedgers() throws InterruptedException {
        if (conversation.isConnected()) {
            for (OutgoingRecordings each : recordings.values()) {
                try {
                    each.sendLedgers();
                } catch (ClosedByInterruptException e) {
                    throw new InterruptedException("the agent ends");
                } catch (NoSuchFileException e) {
                    LOG.debug("a child's folder is not there yet, or not any more: {}", e.getMessage());
                } catch (IOException e) {
                    LOG.warn("ledgers could not be sent: {}", e.getMessage());
                }
            }
        }
    }

    /** Tells the supervisor what each child has used. */
    void tellFigures(Figures figures) {
        List<AgentFrame.Used.OfChild> used = new ArrayList<>();
        children.forEach((number, child) -> figures.process(child.pid())
                .ifPresent(its -> used.add(new AgentFrame.Used.OfChild(
                        number, its.cpuMillis(), its.rssBytes(), its.peakRssBytes(), its.runDelayMillis()))));
        if (!used.isEmpty()) {
            conversation.mention(new AgentFrame.Used(System.nanoTime(), used));
        }
    }

    /** Whether every recording was sent. */
    boolean isSent() {
        return unsent.get() == 0;
    }

    /** The supervisor needs nothing more. */
    void close() {
        removeFolder();
    }

    /** The supervisor is gone: the children must not outlive it. */
    void abandon() {
        endChildren();
        conversation.close("the supervisor was away for too long");
        removeFolder();
    }

    /**
     * Ends every child, and starts no other; when this returns, none of them is there, and what they recorded is on its way. Not under the
     * lock of whoever handles frames, which go on meanwhile.
     */
    void end() {
        ending = true;
        conversation.say(new AgentFrame.Ending());
        endChildren();
    }

    private void endChildren() {
        List<ChildProcess> alive = List.copyOf(children.values());
        for (ChildProcess child : alive) {
            try {
                child.resume();
            } catch (HostException e) {
                LOG.debug("{} is gone already", child.name());
            }
            child.endInput();
        }
        alive.forEach(child -> child.reap(GRACE));
    }

    private void removeFolder() {
        try {
            Folders.remove(folder);
        } catch (IOException e) {
            LOG.warn("could not remove {}: {}", folder, e.getMessage());
        }
    }

    private static String randomName() {
        byte[] random = new byte[NAME_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
