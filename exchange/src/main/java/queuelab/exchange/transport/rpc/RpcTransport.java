package queuelab.exchange.transport.rpc;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.transport.Receiver;
import queuelab.exchange.transport.RpcSpec;
import queuelab.exchange.transport.SendListener;
import queuelab.exchange.transport.Sender;
import queuelab.exchange.transport.Transport;
import queuelab.exchange.transport.TransportException;

/**
 * Unary gRPC calls over loopback: one server, and a connection of its own for each sending thread. gRPC and its Netty allocate for each
 * call; so do we, an array for each message received.
 */
public final class RpcTransport implements Transport {
    private final Path rendezvous;
    /** What was opened, the latest first. */
    private final Deque<Closing> opened = new ArrayDeque<>();

    private RpcTransport(RpcSpec spec) {
        this.rendezvous = Path.of(spec.rendezvous());
    }

    /** A transport whose consumer tells in a file where it listens. */
    public static Transport open(RpcSpec spec) {
        return new RpcTransport(spec);
    }

    @Override
    public Sender openSender(Sending sending, SendListener listener) throws TransportException {
        RpcSender sender = RpcSender.open(rendezvous, sending, listener);
        opened.push(sender::close);
        return sender;
    }

    @Override
    public Receiver openReceiver(Receiving receiving) throws TransportException {
        RpcReceiver receiver = RpcReceiver.open(rendezvous);
        opened.push(receiver::close);
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
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private interface Closing {
        void close() throws TransportException;
    }
}
