package queuelab.supervisor.host.agent;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One side of what a supervisor and an agent say to each other, over one connection after the other: what was said and not heard before a
 * connection broke is said again on the next one, and nothing is heard twice. Any thread may call.
 */
final class Conversation {
    /** Whoever says much (recordings) waits while more than this is unheard. */
    private static final long MOST_UNHEARD_CHARACTERS = 4L << 20;

    private final Deque<Said> unheard = new ArrayDeque<>();
    private long unheardCharacters;
    private long lastSaid;
    private long lastHeard;
    private @Nullable Wire wire;

    /** One frame that the other side has not confirmed. */
    private record Said(long number, AgentFrame frame, int characters) {}

    /** Says something, now or on the next connection. */
    synchronized void say(AgentFrame frame) {
        long number = ++lastSaid;
        String text = AgentFrames.encode(new Envelope(number, lastHeard, frame));
        unheard.add(new Said(number, frame, text.length()));
        unheardCharacters += text.length();
        if (wire != null) {
            wire.send(text);
        }
    }

    /** Says something that is worth saying only now. */
    synchronized void mention(AgentFrame frame) {
        if (wire != null) {
            wire.send(AgentFrames.encode(new Envelope(0, lastHeard, frame)));
        }
    }

    /**
     * Takes what arrived.
     *
     * @return whether it is new
     * @throws BadAgentFrame when something between was lost, which no connection does by itself
     */
    synchronized boolean hear(Envelope envelope) throws BadAgentFrame {
        confirm(envelope.heard());
        if (envelope.number() == 0) {
            return true;
        }
        if (envelope.number() > lastHeard + 1) {
            throw new BadAgentFrame("frame " + envelope.number() + " came after frame " + lastHeard);
        }
        if (envelope.number() <= lastHeard) {
            return false;
        }
        lastHeard = envelope.number();
        return true;
    }

    /**
     * Goes on over a new connection: everything that the other side has not heard is said again.
     *
     * @param greeting said before all else, if anything is
     * @param heard what the other side has heard
     */
    synchronized void resume(Wire next, @Nullable AgentFrame greeting, long heard) {
        wire = next;
        if (greeting != null) {
            mention(greeting);
        }
        confirm(heard);
        for (Said said : unheard) {
            next.send(AgentFrames.encode(new Envelope(said.number(), lastHeard, said.frame())));
        }
    }

    /** The connection is gone, unless there is another by now. */
    synchronized boolean broken(Wire gone) {
        if (!gone.equals(wire)) {
            return false;
        }
        wire = null;
        return true;
    }

    synchronized boolean isConnected() {
        return wire != null;
    }

    synchronized long heard() {
        return lastHeard;
    }

    /** Whether nothing was said yet by either side. */
    synchronized boolean isFresh() {
        return lastSaid == 0 && lastHeard == 0;
    }

    /** Whether the other side has heard everything. */
    synchronized boolean isHeard() {
        return unheard.isEmpty();
    }

    /** Ends the connection, if there is one. */
    synchronized void close(String reason) {
        if (wire != null) {
            wire.close(reason);
        }
    }

    /**
     * Waits while much is unheard.
     *
     * @return whether there is room
     */
    synchronized boolean awaitRoom(Duration deadline) throws InterruptedException {
        long end = System.nanoTime() + deadline.toNanos();
        while (unheardCharacters > MOST_UNHEARD_CHARACTERS) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            wait(left / 1_000_000 + 1);
        }
        return true;
    }

    private void confirm(long heard) {
        while (!unheard.isEmpty() && unheard.getFirst().number() <= heard) {
            unheardCharacters -= unheard.removeFirst().characters();
        }
        notifyAll();
    }
}
