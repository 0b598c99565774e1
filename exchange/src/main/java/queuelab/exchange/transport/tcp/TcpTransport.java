package queuelab.exchange.transport.tcp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import queuelab.exchange.transport.TcpSpec;
import queuelab.exchange.transport.Transport;
import queuelab.exchange.transport.TransportException;
import queuelab.exchange.transport.peer.Opening;
import queuelab.exchange.transport.peer.Rendezvous;
import queuelab.exchange.transport.peer.Wire;
import queuelab.exchange.transport.peer.WireTransport;

/**
 * A TCP connection over loopback. The consumer listens at a port of the system's choice and says in a file which; the producer reads it
 * there. Without Nagle's algorithm: it would hold back a message until the one before is acknowledged by the other kernel.
 */
public final class TcpTransport implements WireTransport.Ends {
    private final Path rendezvous;

    private TcpTransport(TcpSpec spec) {
        this.rendezvous = Path.of(spec.rendezvous());
    }

    /** A transport over a connection that these two agree on. */
    public static Transport open(TcpSpec spec) {
        return new WireTransport(new TcpTransport(spec));
    }

    @Override
    public Opening<Wire> sending() {
        String name = "the TCP connection of " + rendezvous;
        return Opening.begin(
                name,
                () -> {
                    int port = Opening.retry(name, () -> Rendezvous.port(rendezvous));
                    return wire(SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
                },
                () -> {});
    }

    @Override
    public Opening<Wire> receiving() throws TransportException {
        try {
            ServerSocketChannel server =
                    ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
            int port = server.socket().getLocalPort();
            Rendezvous.publish(rendezvous, port);
            return Opening.begin(
                    "TCP port " + port,
                    () -> {
                        try (server) {
                            return wire(server.accept());
                        }
                    },
                    server::close);
        } catch (IOException e) {
            throw new TransportException("cannot listen on loopback: " + e.getMessage(), e);
        }
    }

    private static Wire wire(SocketChannel socket) throws IOException {
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        String name = "the TCP connection " + socket.getLocalAddress() + " to " + socket.getRemoteAddress();
        return new Wire(name, socket, socket, socket::shutdownInput);
    }
}
