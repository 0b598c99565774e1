package queuelab.supervisor.web;

import io.micronaut.http.HttpRequest;
import io.micronaut.websocket.CloseReason;
import io.micronaut.websocket.WebSocketSession;
import io.micronaut.websocket.annotation.OnClose;
import io.micronaut.websocket.annotation.OnError;
import io.micronaut.websocket.annotation.OnMessage;
import io.micronaut.websocket.annotation.OnOpen;
import io.micronaut.websocket.annotation.ServerWebSocket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import queuelab.supervisor.host.agent.AgentConnection;
import queuelab.supervisor.host.agent.Agents;
import queuelab.supervisor.host.agent.Wire;

/**
 * Where agents join. {@link AccessFilter} has asked for the token before a connection gets here. What arrives is handled by one thread for each
 * connection, because it may write to disk, which the server's own threads must not wait for.
 */
@ServerWebSocket(AgentEndpoint.PATH)
final class AgentEndpoint {
    static final String PATH = "/agent";

    private static final Logger LOG = LoggerFactory.getLogger(AgentEndpoint.class);

    private final Agents agents;
    private final Map<String, Joined> connections = new ConcurrentHashMap<>();

    AgentEndpoint(Agents agents) {
        this.agents = agents;
    }

    /** One connection and the thread that handles it. */
    private record Joined(AgentConnection connection, ExecutorService thread) {}

    @OnOpen
    void opened(WebSocketSession session, HttpRequest<?> request) {
        ExecutorService thread = Executors.newSingleThreadExecutor(
                Thread.ofVirtual().name("agent-" + session.getId()).factory());
        connections.put(session.getId(), new Joined(agents.connected(new SessionWire(session)), thread));
    }

    @OnMessage(maxPayloadLength = AgentConnection.MOST_CHARACTERS)
    void arrived(String text, WebSocketSession session) {
        long atNanos = System.nanoTime();
        Joined joined = connections.get(session.getId());
        if (joined != null) {
            joined.thread().execute(() -> joined.connection().arrived(text, atNanos));
        }
    }

    @OnClose
    void closed(WebSocketSession session) {
        Joined joined = connections.remove(session.getId());
        if (joined != null) {
            joined.thread().execute(joined.connection()::closed);
            joined.thread().shutdown();
        }
    }

    @OnError
    void broke(WebSocketSession session, Throwable failure) {
        LOG.warn("the connection of an agent broke: {}", failure.getMessage());
        session.close(CloseReason.UNSUPPORTED_DATA);
    }

    /** Sends on the server's own threads, in the order of the calls. */
    private record SessionWire(WebSocketSession session) implements Wire {
        @Override
        public void send(String text) {
            if (session.isOpen()) {
                var _ = session.sendAsync(text).whenComplete((_, failure) -> {
                    if (failure != null) {
                        LOG.debug("could not send to an agent: {}", failure.getMessage());
                    }
                });
            }
        }

        @Override
        public void close(String reason) {
            session.close(CloseReason.NORMAL);
        }
    }
}
