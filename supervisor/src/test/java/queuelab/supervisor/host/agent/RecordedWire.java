package queuelab.supervisor.host.agent;

import java.util.ArrayList;
import java.util.List;

/** A connection that keeps what is sent over it. */
final class RecordedWire implements Wire {
    private final List<Envelope> sent = new ArrayList<>();
    private String closed = "";

    @Override
    public synchronized void send(String text) {
        try {
            sent.add(AgentFrames.decode(text));
        } catch (BadAgentFrame e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public synchronized void close(String reason) {
        closed = reason;
    }

    synchronized List<Envelope> sent() {
        return List.copyOf(sent);
    }

    synchronized List<AgentFrame> frames() {
        return sent.stream().map(Envelope::frame).toList();
    }

    synchronized boolean isClosed() {
        return !closed.isEmpty();
    }
}
