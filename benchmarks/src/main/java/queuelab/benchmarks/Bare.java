package queuelab.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** A connection between two JVMs as the system gives it, with nothing of the lab's around it. */
enum Bare {
    PIPE,
    UNIX,
    TCP;

    /** One end: bytes in, bytes out, each blocking. */
    record End(ReadableByteChannel in, WritableByteChannel out) {}

    /** Starts the other JVM, given where to meet. */
    interface OtherSide {
        void start(String where) throws IOException;
    }

    /** The word the lab uses for it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The end that asks; starts the other side when there is something to meet at. */
    End ask(Path folder, OtherSide other) throws IOException, InterruptedException {
        return switch (this) {
            case PIPE -> {
                Path there = folder.resolve("there");
                Path back = folder.resolve("back");
                new ProcessBuilder("mkfifo", there.toString(), back.toString())
                        .inheritIO()
                        .start()
                        .waitFor();
                other.start(folder.toString());
                yield new End(
                        FileChannel.open(back, StandardOpenOption.READ),
                        FileChannel.open(there, StandardOpenOption.WRITE));
            }
            case UNIX -> {
                Path socket = folder.resolve("socket");
                try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                        .bind(UnixDomainSocketAddress.of(socket))) {
                    other.start(socket.toString());
                    yield end(server.accept());
                }
            }
            case TCP -> {
                try (var server =
                        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
                    other.start(Integer.toString(server.socket().getLocalPort()));
                    yield end(withoutDelay(server.accept()));
                }
            }
        };
    }

    /** The end that answers. */
    End answer(String where) throws IOException {
        return switch (this) {
            case PIPE -> {
                // In the order in which the other side opens them: each waits for its other end.
                var back = FileChannel.open(Path.of(where, "back"), StandardOpenOption.WRITE);
                yield new End(FileChannel.open(Path.of(where, "there"), StandardOpenOption.READ), back);
            }
            case UNIX -> {
                SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX);
                socket.connect(UnixDomainSocketAddress.of(where));
                yield end(socket);
            }
            case TCP ->
                end(withoutDelay(SocketChannel.open(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(where)))));
        };
    }

    private static SocketChannel withoutDelay(SocketChannel socket) throws IOException {
        return socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    private static End end(SocketChannel socket) {
        return new End(socket, socket);
    }
}
