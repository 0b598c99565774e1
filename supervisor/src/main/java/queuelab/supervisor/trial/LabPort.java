package queuelab.supervisor.trial;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port for a broker that may be killed and started again on it. It lies below the ports that systems hand out by themselves: a client
 * that tries to reconnect to one of those while nobody listens may be given that very port as its own, is then connected to itself, and
 * keeps the broker from coming back.
 */
final class LabPort {
    private static final int FIRST = 20_000;
    private static final int LAST = 31_999;
    private static final int TRIES = 100;
    /** Any port, where none of ours is free. */
    private static final int ANY = 0;

    private LabPort() {}

    static int free() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
            try (var socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return port;
            } catch (IOException e) {
                // Somebody listens there: try another.
            }
        }
        return ANY;
    }
}
