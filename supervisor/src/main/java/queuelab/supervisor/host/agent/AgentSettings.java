package queuelab.supervisor.host.agent;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Path;
import queuelab.supervisor.host.ChildSpec.Role;

/**
 * How an agent works.
 *
 * @param supervisor where the supervisor's page is, {@code http://host:port}
 * @param role what it starts
 * @param tokenFile holds the supervisor's token; read for each connection
 * @param work folder for recordings under way and the file {@code connected}, which is there while the agent is
 * @param storage folder for what brokers store
 * @param listen the address brokers listen on
 * @param address where others reach those brokers
 * @param place the name of this machine, for people
 */
public record AgentSettings(
        URI supervisor,
        Role role,
        Path tokenFile,
        Path work,
        Path storage,
        String listen,
        String address,
        String place) {
    private static final int ANY_PORT = 9;

    public AgentSettings {
        String scheme = String.valueOf(supervisor.getScheme());
        if ((!scheme.equals("http") && !scheme.equals("https")) || supervisor.getHost() == null) {
            throw new IllegalArgumentException(
                    "the supervisor is given as http://HOST:PORT or https://HOST:PORT, got " + supervisor);
        }
        if (role == Role.NETWORK) {
            throw new IllegalArgumentException("the role of an agent is broker, producer or consumer, got network");
        }
        work = work.toAbsolutePath().normalize();
        storage = storage.toAbsolutePath().normalize();
    }

    /** The address of this machine on the way to the supervisor; loopback where the supervisor is on this machine. */
    public static String addressTowards(URI supervisor) throws SocketException {
        var target = new InetSocketAddress(supervisor.getHost(), ANY_PORT);
        if (target.isUnresolved() || target.getAddress().isLoopbackAddress()) {
            return InetAddress.getLoopbackAddress().getHostAddress();
        }
        try (var socket = new DatagramSocket()) {
            socket.connect(target); // sends nothing: only the system's choice of a way is asked for
            return socket.getLocalAddress().getHostAddress();
        }
    }

    /** A file that is there while the agent is connected: what a container's health check asks for. */
    public Path connectedMark() {
        return work.resolve("connected");
    }

    /** Where agents join. */
    URI endpoint() {
        String scheme = supervisor.getScheme().equals("https") ? "wss" : "ws";
        int port = supervisor.getPort();
        return URI.create(scheme + "://" + supervisor.getHost() + (port < 0 ? "" : ":" + port) + "/agent");
    }
}
