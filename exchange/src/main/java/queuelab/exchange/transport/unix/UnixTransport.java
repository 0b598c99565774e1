package queuelab.exchange.transport.unix;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import queuelab.exchange.transport.Transport;
import queuelab.exchange.transport.TransportException;
import queuelab.exchange.transport.UnixSpec;
import queuelab.exchange.transport.peer.Opening;
import queuelab.exchange.transport.peer.Wire;
import queuelab.exchange.transport.peer.WireTransport;

/** A Unix-domain socket. Its file is where the two meet; it is removed as soon as they have. */
public final class UnixTransport implements WireTransport.Ends {
    private final Path file;
    private final UnixDomainSocketAddress address;
    private final String name;

    private UnixTransport(Path file, UnixDomainSocketAddress address) {
        this.file = file;
        this.address = address;
        this.name = "the socket " + file;
    }

    /**
     * A transport over this socket.
     *
     * @throws TransportException when the path is longer than the system allows
     */
    public static Transport open(UnixSpec spec) throws TransportException {
        try {
            Path file = Path.of(spec.socket());
            return new WireTransport(new UnixTransport(file, UnixDomainSocketAddress.of(file)));
        } catch (IllegalArgumentException e) {
            throw new TransportException("no path for a socket: " + spec.socket() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Opening<Wire> sending() {
        return Opening.begin(name, () -> wire(Opening.retry(name, this::connect)), () -> {});
    }

    @Override
    public Opening<Wire> receiving() throws TransportException {
        try {
            ServerSocketChannel server =
                    ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address, 1);
            return Opening.begin(
                    name,
                    () -> {
                        try (server) {
                            return wire(server.accept());
                        } finally {
                            Files.deleteIfExists(file);
                        }
                    },
                    server::close);
        } catch (IOException e) {
            throw new TransportException("cannot listen on " + file + ": " + e.getMessage(), e);
        }
    }

    /** Empty while nobody listens yet. */
    private Optional<SocketChannel> connect() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            socket.connect(address);
            return Optional.of(socket);
        } catch (ConnectException e) {
            socket.close(); // bound, but not listening yet
            return Optional.empty();
        } catch (SocketException e) {
            socket.close();
            throw e;
        }
    }

    private Wire wire(SocketChannel socket) {
        return new Wire(name, socket, socket, socket::shutdownInput);
    }
}
