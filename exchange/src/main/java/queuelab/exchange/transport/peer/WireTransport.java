package queuelab.exchange.transport.peer;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.transport.Receiver;
import queuelab.exchange.transport.SendListener;
import queuelab.exchange.transport.Sender;
import queuelab.exchange.transport.Transport;
import queuelab.exchange.transport.TransportException;

/** One process's hold on wires. Each sender and receiver has its own. */
public final class WireTransport implements Transport {
    private final Ends ends;
    /** What was opened, the latest first. */
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    /** Over whatever gives wires. */
    public WireTransport(Ends ends) {
        this.ends = ends;
    }

    /** Where the two ends of a wire come from. */
    public interface Ends {
        /** Begins to open the end that sends. */
        Opening<Wire> sending();

        /** Begins to open the end that receives; from when this returns, a sender finds it. */
        Opening<Wire> receiving() throws TransportException;
    }

    @Override
    public Sender openSender(Sending sending, SendListener listener) throws TransportException {
        var sender = new WireSender(ends.sending().await(), sending.send(), sending.inFlight(), listener);
        opened.push(sender);
        return sender;
    }

    @Override
    public Receiver openReceiver(Receiving receiving) throws TransportException {
        var receiver = new WireReceiver(ends.receiving());
        opened.push(receiver);
        return receiver;
    }

    @Override
    public void close() throws TransportException {
        @Nullable TransportException first = null;
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (TransportException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            } catch (Exception e) {
                throw new IllegalStateException(e); // senders and receivers throw nothing else
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
