package queuelab.supervisor.host.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import queuelab.supervisor.host.ChildEvent;
import queuelab.supervisor.host.ChildSpec;
import queuelab.supervisor.host.ChildSpec.Role;
import queuelab.supervisor.host.HostException;

/**
 * The supervisor's hold on one agent, for as long as the agent keeps its children: one session, over one connection after the other. What
 * arrives is handled by the thread of the connection, one frame at a time; others ask for processes and look.
 */
final class ConnectedAgent {
    /** Longest that a single recording of a child may be. */
    private static final long MOST_FILE_BYTES = 16L << 30;

    /** After so many parts of recordings the agent is told that they were heard, so that it need not wait for the next beat. */
    private static final int PARTS_BEFORE_BEAT = 4;

    private final AgentFrame.Join join;
    private final String name;
    private final Instant since = Instant.now();
    private final Conversation conversation = new Conversation();
    private final Map<Integer, RemoteChild> children = new ConcurrentHashMap<>();
    private final Set<String> storages = ConcurrentHashMap.newKeySet();
    private final ClockEstimate clock = new ClockEstimate();
    private int lastChild;
    private int partsSinceBeat;
    private long beat;
    private long beatNanos;
    private volatile long heardNanos = System.nanoTime();
    private volatile long chosenNanos;
    private volatile boolean ending;
    private volatile boolean over;

    ConnectedAgent(AgentFrame.Join join, String name) {
        this.join = join;
        this.name = name;
    }

    String name() {
        return name;
    }

    Role role() {
        return join.role();
    }

    String session() {
        return join.session();
    }

    /** Whether both run in the same place for the same purpose: one came after the other. */
    boolean standsWhere(AgentFrame.Join other) {
        return join.role() == other.role() && join.place().equals(other.place()) && join.pid() == other.pid();
    }

    synchronized AgentView view() {
        return new AgentView(
                name,
                join.role(),
                join.place(),
                join.address(),
                join.pid(),
                join.cores(),
                conversation.isConnected(),
                ending,
                running(),
                clock.offsetNanos(),
                clock.isKnown() ? clock.boundNanos(System.nanoTime()) : -1,
                since);
    }

    int running() {
        return (int) children.values().stream().filter(RemoteChild::isAlive).count();
    }

    /** When it was last given a process; whoever waits longest is next among equals. */
    long chosenNanos() {
        return chosenNanos;
    }

    boolean keeps(String storage) {
        return storages.contains(storage);
    }

    /** Whether it may be given processes. */
    boolean isPresent() {
        return !over && !ending && conversation.isConnected();
    }

    void welcome(Wire wire, boolean resumed, List<String> keep, long heard) {
        heardNanos = System.nanoTime();
        conversation.resume(wire, new AgentFrame.Welcome(name, resumed, keep), heard);
    }

    boolean broken(Wire wire) {
        return conversation.broken(wire);
    }

    void say(AgentFrame frame) {
        if (!over) {
            conversation.say(frame);
        }
    }

    /** Has the agent start a child, and does not wait until it has. */
    RemoteChild start(ChildSpec spec, String storage, Consumer<ChildEvent> events) throws HostException {
        try {
            Files.createDirectories(spec.folder());
        } catch (IOException e) {
            throw new HostException("cannot create " + spec.folder() + ": " + e.getMessage(), e);
        }
        RemoteChild child;
        synchronized (this) {
            chosenNanos = System.nanoTime();
            child = new RemoteChild(spec, ++lastChild, this, events, MOST_FILE_BYTES);
            children.put(child.number(), child);
            if (!storage.isEmpty()) {
                storages.add(storage);
            }
        }
        say(new AgentFrame.Start(
                child.number(), spec.role(), spec.index(), spec.heapBytes(), storage, spec.assignment()));
        if (over) {
            child.lost("agent " + name + " is gone", System.nanoTime());
        }
        return child;
    }

    /** Also where it was not used yet: the agent may have kept it from before it was started again. */
    void remove(String storage) {
        storages.remove(storage);
        if (role() == Role.BROKER) {
            say(new AgentFrame.Remove(storage));
        }
    }

    /**
     * Takes what arrived.
     *
     * @return false when the agent has left
     */
    boolean hear(Envelope envelope, long atNanos) throws BadAgentFrame {
        heardNanos = atNanos;
        if (!conversation.hear(envelope)) {
            return true;
        }
        if (!(envelope.frame() instanceof AgentFrame.FromAgent frame)) {
            throw new BadAgentFrame("an agent does not say what a supervisor does");
        }
        switch (frame) {
            case AgentFrame.Join _ -> throw new BadAgentFrame("this connection has joined already");
            case AgentFrame.Started(int child, long pid) -> child(child).started(pid);
            case AgentFrame.NotStarted(int child, String reason) -> {
                child(child).notStarted(reason, atNanos);
                children.remove(child);
            }
            case AgentFrame.Reported reported -> child(reported.child()).reported(reported, atNanos);
            case AgentFrame.Used used -> used(used, atNanos);
            case AgentFrame.Exited exited -> child(exited.child()).exited(exited, atNanos);
            case AgentFrame.Part part -> part(part);
            case AgentFrame.Recorded recorded -> {
                child(recorded.child()).recorded(recorded);
                children.remove(recorded.child());
                beat();
            }
            case AgentFrame.NotSignalled _ -> {} // it is gone, and its end is told by itself
            case AgentFrame.Heard(long number, long nanos) -> heard(number, nanos, atNanos);
            case AgentFrame.Ending _ -> ending = true;
            case AgentFrame.Leave _ -> {
                beat();
                return false;
            }
        }
        return true;
    }

    private RemoteChild child(int number) throws BadAgentFrame {
        RemoteChild child = children.get(number);
        if (child == null) {
            throw new BadAgentFrame("this agent has no child " + number);
        }
        return child;
    }

    private void used(AgentFrame.Used used, long atNanos) {
        for (AgentFrame.Used.OfChild each : used.children()) {
            RemoteChild child = children.get(each.child());
            if (child != null) {
                child.used(each, used.nanos(), atNanos);
            }
        }
    }

    private void part(AgentFrame.Part part) throws BadAgentFrame {
        child(part.child()).part(part);
        if (++partsSinceBeat >= PARTS_BEFORE_BEAT) {
            beat();
        }
    }

    /** Asks whether it is there and what time it has, and tells it what was heard. */
    synchronized void beat() {
        partsSinceBeat = 0;
        beatNanos = System.nanoTime();
        conversation.mention(new AgentFrame.Beat(++beat));
    }

    private synchronized void heard(long number, long itsNanos, long atNanos) {
        if (number == beat) {
            clock.add(beatNanos, itsNanos, atNanos);
        }
    }

    /** How long nothing was heard of it. */
    Duration silence(long nowNanos) {
        return Duration.ofNanos(nowNanos - heardNanos);
    }

    /** It is gone for good, with everything it had. */
    void lost(String why) {
        over = true;
        conversation.close(why);
        long now = System.nanoTime();
        children.values().forEach(child -> child.lost("agent " + name + " " + why, now));
        children.clear();
    }
}
