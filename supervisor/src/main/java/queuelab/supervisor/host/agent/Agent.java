package queuelab.supervisor.host.agent;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import queuelab.supervisor.host.Distribution;
import queuelab.supervisor.host.Figures;
import queuelab.supervisor.host.Host;

/**
 * Joins a supervisor and starts processes for it on this machine. It comes back by itself when the connection breaks; when that takes too
 * long, its children end. {@link #run} is called by one thread; what a connection hears is handled at once by the connection's own, because a
 * question about the time must not wait. All that changes is guarded by this object's lock.
 */
public final class Agent {
    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration LEDGERS = Duration.ofSeconds(1);
    private static final Duration ATTENTION = Duration.ofMillis(100);
    private static final Duration LEAVE_DEADLINE = Duration.ofSeconds(6);

    private final AgentSettings settings;
    private final Host host;
    private final Figures figures;
    private final Relocation relocation;
    private final HttpClient client;
    private final SupervisorLink.Ear ear = new Ear();
    private volatile AgentSession session;
    private @Nullable SupervisorLink link;
    private long heardNanos = System.nanoTime();
    private long nextAttemptNanos = System.nanoTime();
    private long nextLookNanos = System.nanoTime();
    private Duration pause = FIRST_PAUSE;
    private String lastTrouble = "";

    public Agent(AgentSettings settings, Host host, Figures figures, Distribution distribution) {
        this.settings = settings;
        this.host = host;
        this.figures = figures;
        this.client = SupervisorLink.client(settings.endpoint());
        this.relocation = new Relocation(settings, distribution);
        this.session = new AgentSession(settings, host, relocation);
    }

    /** Works until the person wishes it to stop; then every child is gone and the supervisor told. */
    public void run(BooleanSupplier stop) throws IOException, InterruptedException {
        Files.createDirectories(settings.work());
        markConnected(false);
        Thread ledgers = Thread.ofPlatform().name("ledgers").daemon().start(this::sendLedgers);
        try {
            while (!stop.getAsBoolean()) {
                if (isToConnect()) {
                    connect();
                }
                look();
                pauseUntil(() -> false, ATTENTION);
            }
        } finally {
            ledgers.interrupt();
            leave();
            client.shutdownNow();
        }
    }

    /** On a thread of its own, because it waits while the supervisor takes no more. */
    private void sendLedgers() {
        long next = System.nanoTime();
        try {
            while (!Thread.interrupted()) {
                LockSupport.parkNanos(next - System.nanoTime());
                if (next - System.nanoTime() <= 0) {
                    session.sendLedgers();
                    next = System.nanoTime() + LEDGERS.toNanos();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean isToConnect() {
        return link == null && nextAttemptNanos - System.nanoTime() <= 0;
    }

    private void connect() throws InterruptedException {
        try {
            var connected = SupervisorLink.connect(client, settings.endpoint(), settings.tokenFile(), ear);
            synchronized (this) {
                link = connected;
                join(connected);
            }
            connected.listen();
        } catch (IOException e) {
            trouble(String.valueOf(e.getMessage()));
        }
    }

    private void join(SupervisorLink connected) {
        heardNanos = System.nanoTime();
        var join = new AgentFrame.Join(
                session.name(),
                settings.role(),
                settings.place(),
                settings.address(),
                ProcessHandle.current().pid(),
                Runtime.getRuntime().availableProcessors());
        long heard = session.conversation().heard();
        connected.send(AgentFrames.encode(new Envelope(0, heard, join)));
    }

    /** Says it once, however often it is tried. */
    private synchronized void trouble(String why) {
        if (!why.equals(lastTrouble)) {
            LOG.warn("not connected to {}: {}; trying again", settings.supervisor(), why);
            lastTrouble = why;
        }
        long jittered = (long) (pause.toNanos() * ThreadLocalRandom.current().nextDouble(0.5, 1));
        nextAttemptNanos = System.nanoTime() + jittered;
        Duration twice = pause.multipliedBy(2);
        pause = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    private synchronized void heard(SupervisorLink from, String text) {
        if (from != link) {
            return;
        }
        heardNanos = System.nanoTime();
        try {
            Envelope envelope = AgentFrames.decode(text);
            if (envelope.frame() instanceof AgentFrame.Welcome welcome) {
                welcomed(from, welcome, envelope.heard());
            } else if (session.conversation().hear(envelope)) {
                perform(envelope.frame());
            }
        } catch (BadAgentFrame e) {
            disconnected(from, "it sent what is no frame: " + e.getMessage());
        }
        notifyAll();
    }

    private void perform(AgentFrame frame) throws BadAgentFrame {
        if (!(frame instanceof AgentFrame.FromSupervisor asked)) {
            throw new BadAgentFrame("a supervisor does not say what an agent does");
        }
        switch (asked) {
            case AgentFrame.Beat(long beat) ->
                session.conversation().mention(new AgentFrame.Heard(beat, System.nanoTime()));
            case AgentFrame.Start start -> session.perform(start);
            case AgentFrame.Tell tell -> session.perform(tell);
            case AgentFrame.Signal signal -> session.perform(signal);
            case AgentFrame.Remove remove -> session.perform(remove);
            case AgentFrame.Refused(String reason) -> {
                if (link != null) {
                    disconnected(link, "it refuses: " + reason);
                }
            }
            case AgentFrame.Welcome _ -> throw new BadAgentFrame("this agent is welcome already");
        }
    }

    private void welcomed(SupervisorLink from, AgentFrame.Welcome welcome, long itHeard) {
        if (!welcome.resumed() && !session.conversation().isFresh()) {
            LOG.warn("the supervisor does not know this agent any more: ending what runs here");
            startAnew();
            join(from);
            return;
        }
        LOG.info("joined {} as {}", settings.supervisor(), welcome.name());
        pause = FIRST_PAUSE;
        lastTrouble = "";
        if (!welcome.resumed()) {
            session.removeStoragesBut(welcome.storages());
        }
        session.conversation().resume(from, null, itHeard);
        markConnected(true);
    }

    private synchronized void disconnected(SupervisorLink gone, String why) {
        if (gone == link) {
            gone.close(why);
            session.conversation().broken(gone);
            link = null;
            markConnected(false);
            trouble(why);
            notifyAll();
        }
    }

    /** Once a second: figures for the supervisor, and whether it is still there. */
    private synchronized void look() {
        long now = System.nanoTime();
        if (nextLookNanos - now > 0) {
            return;
        }
        nextLookNanos = now + LOOK.toNanos();
        boolean away = now - heardNanos > Agents.AWAY.toNanos();
        if (away && link != null) {
            disconnected(link, "nothing was heard of it for " + Agents.AWAY.toSeconds() + " s");
        }
        if (away && session.hasChildren()) {
            LOG.warn("the supervisor was away for over {} s: ending what runs here", Agents.AWAY.toSeconds());
            startAnew();
        }
        session.tellFigures(figures);
    }

    private void startAnew() {
        session.abandon();
        session = new AgentSession(settings, host, relocation);
    }

    /** Ends the children, and gives the supervisor what they recorded, if it takes it in time. */
    private void leave() throws InterruptedException {
        AgentSession leaving = session;
        leaving.end();
        long end = System.nanoTime() + LEAVE_DEADLINE.toNanos();
        pauseUntil(() -> link == null || leaving.isSent(), Duration.ofNanos(end - System.nanoTime()));
        leaving.conversation().say(new AgentFrame.Leave("the agent was told to end"));
        pauseUntil(() -> link == null || leaving.conversation().isHeard(), Duration.ofNanos(end - System.nanoTime()));
        leaving.close();
        markConnected(false);
        synchronized (this) {
            if (link != null) {
                link.close("the agent ends");
            }
        }
    }

    /** Lets others act until the condition holds. */
    private synchronized void pauseUntil(BooleanSupplier condition, Duration deadline) throws InterruptedException {
        long end = System.nanoTime() + deadline.toNanos();
        for (long left = end - System.nanoTime();
                left > 0 && !condition.getAsBoolean();
                left = end - System.nanoTime()) {
            wait(Math.min(left, ATTENTION.toNanos()) / 1_000_000 + 1);
        }
    }

    private void markConnected(boolean connected) {
        Path mark = settings.connectedMark();
        try {
            if (connected) {
                Files.writeString(mark, "");
            } else {
                Files.deleteIfExists(mark);
            }
        } catch (IOException e) {
            LOG.warn("cannot write {}: {}", mark, e.getMessage());
        }
    }

    private final class Ear implements SupervisorLink.Ear {
        @Override
        public void arrived(SupervisorLink from, String text) {
            heard(from, text);
        }

        @Override
        public void closed(SupervisorLink from, String why) {
            disconnected(from, why);
        }
    }
}
