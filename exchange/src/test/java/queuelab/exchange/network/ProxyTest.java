package queuelab.exchange.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real sockets of this machine: one who echoes stands behind the proxy. */
class ProxyTest {
    private static final int DEADLINE_MILLIS = 20_000;

    private ServerSocket behind;
    private Proxy proxy;

    @BeforeEach
    void open() throws IOException {
        behind = new ServerSocket();
        behind.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofPlatform().daemon().start(this::echo);
        proxy = Proxy.open(behind.getInetAddress().getHostAddress(), behind.getLocalPort());
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        behind.close();
    }

    @Test
    void undisturbedItPassesEveryByteBothWays() throws IOException {
        byte[] sent = new byte[300_000];
        for (int i = 0; i < sent.length; i++) {
            sent[i] = (byte) (i * 31);
        }
        try (Socket socket = connect()) {
            assertThat(echoed(socket, sent)).isEqualTo(sent);
        }
    }

    @Test
    void whenOneSideEndsTheOtherSeesTheEnd() throws IOException {
        try (Socket socket = connect()) {
            socket.shutdownOutput();

            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void cutItBreaksConnectionsAndTakesNoneUntilItIsHealed() throws IOException {
        try (Socket socket = connect()) {
            assertThat(echoed(socket, new byte[] {1})).containsExactly(1);

            proxy.disturb(new Disturbance(true, 0, 0));

            assertThat(isBroken(socket)).isTrue();
            try (Socket another = connect()) {
                assertThat(isBroken(another)).isTrue();
            }
        }
        proxy.disturb(Disturbance.NONE);
        try (Socket socket = connect()) {
            assertThat(echoed(socket, new byte[] {2})).containsExactly(2);
        }
    }

    @Test
    void delayedEachByteComesLaterEachWay() throws IOException {
        try (Socket socket = connect()) {
            echoed(socket, new byte[] {1});
            proxy.disturb(new Disturbance(false, 50_000_000, 0));

            long began = System.nanoTime();
            assertThat(echoed(socket, new byte[] {2})).containsExactly(2);

            assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(100_000_000);
        }
    }

    @Test
    void slowedOnlySoManyBytesPassInASecond() throws IOException {
        try (Socket socket = connect()) {
            echoed(socket, new byte[] {1});
            proxy.disturb(new Disturbance(false, 0, 200_000));

            long began = System.nanoTime();
            echoed(socket, new byte[60_000]);

            // The last 16 KiB on their way are not waited for.
            assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(200_000_000);
        }
    }

    @Test
    void whereNobodyListensBehindAConnectionBreaksAtOnce() throws IOException {
        behind.close();

        try (Socket socket = connect()) {
            assertThat(isBroken(socket)).isTrue();
        }
    }

    @Test
    void closedItTakesNoConnection() throws IOException {
        proxy.close();

        assertThatIOException().isThrownBy(() -> connect().close());
    }

    private Socket connect() throws IOException {
        var socket = new Socket();
        socket.setSoTimeout(DEADLINE_MILLIS);
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port()), DEADLINE_MILLIS);
        return socket;
    }

    private static byte[] echoed(Socket socket, byte[] sent) throws IOException {
        Thread.ofVirtual().start(() -> {
            try {
                socket.getOutputStream().write(sent);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        return socket.getInputStream().readNBytes(sent.length);
    }

    private static boolean isBroken(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true; // reset
        }
    }

    private void echo() {
        while (!behind.isClosed()) {
            try {
                Socket socket = behind.accept();
                Thread.ofPlatform().daemon().start(() -> echo(socket));
            } catch (IOException e) {
                return; // closed: the test is over
            }
        }
    }

    private static void echo(Socket socket) {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException e) {
            System.err.println("an echo broke off: " + e);
        }
    }
}
