package queuelab.supervisor.host.agent;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import queuelab.supervisor.host.ChildSpec.Role;

/**
 * The agents of this supervisor. One that was not heard of for over {@link #AWAY} is given up, with all its processes; until then it may
 * come back and go on. Any thread may call.
 */
@Singleton
public final class Agents implements AutoCloseable {
    /** After so long apart, each side gives the other up: the agent kills its children, the supervisor counts them as gone. */
    static final Duration AWAY = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Agents.class);
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final int MOST_AGENTS = 256;
    private static final Pattern SESSION = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._:%-]{1,253}");

    private final List<ConnectedAgent> agents = new ArrayList<>();
    private final Set<String> kept = new HashSet<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private @Nullable ScheduledExecutorService watch;
    private volatile boolean open;

    /** From now on, agents may join. */
    public synchronized void open() {
        if (watch == null) {
            open = true;
            watch = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("agents-watch").daemon().factory());
            var _ = watch.scheduleAtFixedRate(this::look, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Whether agents may join: then processes run on them, and not here. */
    public boolean isOpen() {
        return open;
    }

    /** A connection that has said nothing yet. Its {@link AgentConnection#arrived} and {@link AgentConnection#closed} must be called in order. */
    public AgentConnection connected(Wire wire) {
        return new AgentConnection(this, wire);
    }

    /** Every agent that is there or may come back, in the order of their names. */
    public List<AgentView> list() {
        return snapshot().stream()
                .map(ConnectedAgent::view)
                .sorted(Comparator.comparing(AgentView::role).thenComparing(AgentView::name))
                .toList();
    }

    /** Called, on some thread, whenever an agent has joined or is gone; must not block. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** The agent of this role with the fewest processes; among equals whoever waited longest. One that keeps the storage goes first. */
    Optional<ConnectedAgent> choose(Role role, String storage) {
        return snapshot().stream()
                .filter(agent -> agent.role() == role && agent.isPresent())
                .min(Comparator.comparing((ConnectedAgent agent) -> !agent.keeps(storage))
                        .thenComparingInt(ConnectedAgent::running)
                        .thenComparingLong(ConnectedAgent::chosenNanos));
    }

    /** Lets a broker's storage go, wherever it is. */
    void remove(String storage) {
        synchronized (this) {
            kept.remove(storage);
        }
        snapshot().forEach(agent -> agent.remove(storage));
    }

    ConnectedAgent join(AgentFrame.Join join, Wire wire, long heard) throws BadAgentFrame {
        refuseUnfit(join);
        ConnectedAgent agent;
        boolean resumed;
        synchronized (this) {
            if (!open) {
                throw new BadAgentFrame("this supervisor takes no agents; lab serve --agents does");
            }
            Optional<ConnectedAgent> known = agents.stream()
                    .filter(each -> each.session().equals(join.session()))
                    .findFirst();
            resumed = known.isPresent();
            if (agents.size() >= MOST_AGENTS && !resumed) {
                throw new BadAgentFrame("this supervisor takes at most " + MOST_AGENTS + " agents");
            }
            agent = known.orElseGet(() -> new ConnectedAgent(join, freeName(join.role())));
            if (!resumed) {
                agents.add(agent);
            }
        }
        List<ConnectedAgent> before = resumed
                ? List.of()
                : snapshot().stream()
                        .filter(each -> each != agent && each.standsWhere(join))
                        .toList();
        before.forEach(each -> giveUp(each, "was started again"));
        agent.welcome(wire, resumed, keep(), heard);
        LOG.info("agent {} {} from {}", agent.name(), resumed ? "is back" : "joined", join.place());
        agent.beat();
        changed();
        return agent;
    }

    private static void refuseUnfit(AgentFrame.Join join) throws BadAgentFrame {
        if (!SESSION.matcher(join.session()).matches()
                || !WORD.matcher(join.place()).matches()
                || !WORD.matcher(join.address()).matches()) {
            throw new BadAgentFrame(
                    "a session is 32 hexadecimal digits, a place and an address are at most 253 letters, digits, . _ : % -");
        }
    }

    private String freeName(Role role) {
        for (int number = 1; ; number++) {
            String name = role.word() + "-" + number;
            if (agents.stream().noneMatch(agent -> agent.name().equals(name))) {
                return name;
            }
        }
    }

    /** Storages that an agent must not remove: a trial under way may start its broker on them again. */
    private synchronized List<String> keep() {
        return List.copyOf(kept);
    }

    synchronized void keeping(String storage) {
        kept.add(storage);
    }

    void left(ConnectedAgent agent) {
        giveUp(agent, "has left");
    }

    void broken(ConnectedAgent agent, Wire wire) {
        if (agent.broken(wire)) {
            LOG.info("the connection to agent {} broke", agent.name());
            changed();
        }
    }

    private void look() {
        long now = System.nanoTime();
        for (ConnectedAgent agent : snapshot()) {
            if (agent.silence(now).compareTo(AWAY) > 0) {
                giveUp(agent, "was not heard of for over " + AWAY.toSeconds() + " s");
            } else {
                agent.beat();
            }
        }
    }

    private void giveUp(ConnectedAgent agent, String why) {
        synchronized (this) {
            if (!agents.remove(agent)) {
                return;
            }
        }
        LOG.info("agent {} {}", agent.name(), why);
        agent.lost(why);
        changed();
    }

    private void changed() {
        listeners.forEach(Runnable::run);
    }

    private synchronized List<ConnectedAgent> snapshot() {
        return List.copyOf(agents);
    }

    /** Takes no more agents and lets those that are there go; they end their children. */
    @Override
    public void close() {
        open = false;
        synchronized (this) {
            if (watch != null) {
                watch.shutdownNow();
            }
        }
        snapshot().forEach(agent -> giveUp(agent, "was let go: the supervisor ends"));
    }
}
