package queuelab.supervisor.host.agent;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of an agent's, which was let in already. What breaks the rules ends the connection, and nothing else. Used by one thread
 * at a time.
 */
public final class AgentConnection {
    /** Longest text that may arrive, in characters. */
    public static final int MOST_CHARACTERS = AgentFrames.MOST_CHARACTERS;

    private static final Logger LOG = LoggerFactory.getLogger(AgentConnection.class);

    private final Agents agents;
    private final Wire wire;
    private @Nullable ConnectedAgent agent;

    AgentConnection(Agents agents, Wire wire) {
        this.agents = agents;
        this.wire = wire;
    }

    /** Takes what arrived at {@code atNanos}. */
    public void arrived(String text, long atNanos) {
        try {
            Envelope envelope = AgentFrames.decode(text);
            ConnectedAgent joined = agent;
            if (joined != null) {
                if (!joined.hear(envelope, atNanos)) {
                    agents.left(joined);
                }
            } else if (envelope.frame() instanceof AgentFrame.Join join) {
                agent = agents.join(join, wire, envelope.heard());
            } else {
                throw new BadAgentFrame("the first frame of a connection is `join`");
            }
        } catch (BadAgentFrame e) {
            LOG.warn("agent {} is disconnected: {}", agent == null ? "(not joined)" : agent.name(), e.getMessage());
            wire.send(AgentFrames.encode(new Envelope(0, 0, new AgentFrame.Refused(String.valueOf(e.getMessage())))));
            wire.close(String.valueOf(e.getMessage()));
            closed();
        }
    }

    /** The connection is gone. */
    public void closed() {
        ConnectedAgent joined = agent;
        if (joined != null) {
            agents.broken(joined, wire);
        }
    }
}
