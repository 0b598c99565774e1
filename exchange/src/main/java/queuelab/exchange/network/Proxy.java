package queuelab.exchange.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Passes TCP connections of this machine on to one address, and disturbs them on demand. Listens on loopback only. A thread accepts; each
 * connection has two passages, one for each way. {@link #disturb} and {@link #close} may come from any thread.
 */
final class Proxy implements AutoCloseable {
    private final ServerSocket listening;
    private final InetSocketAddress behind;
    private final Thread accepting;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile Disturbance disturbance = Disturbance.NONE;
    private volatile boolean closed;

    private Proxy(ServerSocket listening, InetSocketAddress behind) {
        this.listening = listening;
        this.behind = behind;
        accepting = Thread.ofPlatform().daemon().name("proxy").unstarted(this::accept);
    }

    /** Listens on a port of its own, and passes what comes on to the given address. */
    static Proxy open(String host, int port) throws IOException {
        var listening = new ServerSocket();
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        var proxy = new Proxy(listening, new InetSocketAddress(host, port));
        proxy.accepting.start();
        return proxy;
    }

    int port() {
        return listening.getLocalPort();
    }

    Disturbance disturbance() {
        return disturbance;
    }

    /** From now on, until it is told otherwise. */
    void disturb(Disturbance changed) {
        disturbance = changed;
        if (changed.cut()) {
            sockets.forEach(Proxy::breakOff);
        }
    }

    /** The kernel goes on taking connections while a thread is still within accept, so this waits until it has left. */
    @Override
    public void close() throws IOException {
        closed = true;
        listening.close();
        sockets.forEach(Proxy::breakOff);
        try {
            accepting.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept() {
        while (!closed) {
            try {
                pass(listening.accept());
            } catch (IOException e) {
                if (!closed) {
                    System.err.println("a connection could not be taken: " + e);
                }
            }
        }
    }

    /** While cut, or with nobody behind, the one who connects sees his connection break at once. */
    private void pass(Socket front) {
        sockets.add(front);
        var back = new Socket();
        sockets.add(back);
        try {
            if (closed || disturbance.cut()) {
                throw new IOException("the network is cut");
            }
            front.setTcpNoDelay(true);
            back.setTcpNoDelay(true);
            back.connect(behind);
            new Passage(this, front, back).start();
            new Passage(this, back, front).start();
        } catch (IOException e) {
            end(front);
            end(back);
        }
    }

    /** One of a pair of sockets is at its end. */
    void end(Socket socket) {
        sockets.remove(socket);
        breakOff(socket);
    }

    private static void breakOff(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            System.err.println("a connection could not be closed: " + e);
        }
    }
}
