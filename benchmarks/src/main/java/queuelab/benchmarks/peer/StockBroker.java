package queuelab.benchmarks.peer;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import queuelab.benchmarks.process.Children;

/** A broker as {@code artemis create} makes it, on the loopback address, in a process of its own. */
final class StockBroker {
    private static final Duration DEADLINE = Duration.ofSeconds(90);
    private static final int CONNECT_MILLIS = 1_000;

    private final Distribution distribution;
    private final Children children;
    private final Path folder;
    private final int port;

    private StockBroker(Distribution distribution, Children children, Path folder, int port) {
        this.distribution = distribution;
        this.children = children;
        this.folder = folder;
        this.port = port;
    }

    /** Creates and starts one; it takes connections when this returns. Ends with the children. */
    static StockBroker start(Distribution distribution, Children children, Path workspace)
            throws IOException, InterruptedException {
        var broker = new StockBroker(distribution, children, workspace.resolve("broker"), freePort());
        broker.create();
        Process process =
                children.start(Distribution.command(broker.folder.resolve("bin").resolve("artemis"), List.of("run"))
                        .redirectOutput(workspace.resolve("broker.log").toFile()));
        broker.awaitConnection(process, workspace.resolve("broker.log"));
        return broker;
    }

    /** Without options. */
    String url() {
        return "tcp://127.0.0.1:" + port;
    }

    /** Makes a queue for the peer, of the kind that the lab makes for itself. */
    void createQueue(String name, boolean durable) throws IOException, InterruptedException {
        call(List.of(
                "queue",
                "create",
                "--name",
                name,
                "--address",
                name,
                "--anycast",
                durable ? "--durable" : "--no-durable",
                "--preserve-on-no-consumers",
                "--auto-create-address",
                "--silent",
                "--user",
                "lab",
                "--password",
                "lab",
                "--url",
                url()));
    }

    private void create() throws IOException, InterruptedException {
        call(List.of(
                "create",
                folder.toString(),
                "--user",
                "lab",
                "--password",
                "lab",
                "--allow-anonymous",
                "--no-amqp-acceptor",
                "--no-mqtt-acceptor",
                "--no-stomp-acceptor",
                "--no-hornetq-acceptor",
                "--no-web",
                "--silent",
                "--host",
                "127.0.0.1",
                "--default-port",
                String.valueOf(port)));
    }

    private void call(List<String> arguments) throws IOException, InterruptedException {
        Path log = folder.resolveSibling("artemis-" + arguments.getFirst() + ".log");
        Process process = children.start(distribution.command(arguments).redirectOutput(log.toFile()));
        if (!process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
            children.end(process);
            throw new IOException("“artemis " + String.join(" ", arguments) + "” did not end well within "
                    + DEADLINE.toSeconds() + " s:\n" + Files.readString(log));
        }
        children.gone(process);
    }

    private void awaitConnection(Process process, Path log) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (!takesConnections()) {
            if (process.waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() - deadline > 0) {
                throw new IOException("the stock broker takes no connections at " + url() + " after "
                        + DEADLINE.toSeconds() + " s, or ended:\n" + Files.readString(log));
            }
        }
    }

    private boolean takesConnections() throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            return true;
        } catch (ConnectException | SocketTimeoutException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
