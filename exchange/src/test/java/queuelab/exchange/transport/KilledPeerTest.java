package queuelab.exchange.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import queuelab.exchange.transport.Transport.Receiving;
import queuelab.exchange.transport.Transport.Sending;
import queuelab.exchange.transport.queue.ReceivedMessages;
import queuelab.exchange.transport.queue.SentMessages;

/** One side is a process of its own, and is killed ({@code kill -9}) in the middle of a message. */
@Timeout(60)
class KilledPeerTest {
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    /** After this it has written all that fits. */
    private static final Duration STUCK = Duration.ofMillis(500);

    private static final int LARGE_BYTES = 50 * 1024 * 1024;

    @TempDir
    private Path folder;

    private final List<Process> others = new ArrayList<>();

    @AfterEach
    void endOthers() {
        others.forEach(Process::destroyForcibly);
    }

    @ParameterizedTest
    @EnumSource(names = "THREAD", mode = EnumSource.Mode.EXCLUDE)
    void aSenderWhoseReceiverWasKilledStopsWaitingAndClaimsNothing(Way way) throws Exception {
        TransportSpec spec = way.in(folder);
        Process receiver = start("receive", way);
        var sent = new SentMessages();
        try (Transport out = Transports.open(spec)) {
            Sender sender = out.openSender(new Sending(0, 0, SendMode.ASYNC, 100, false, false), sent);
            sent.send(sender, 0, 3, 100);
            await().atMost(DEADLINE).until(() -> Files.exists(folder.resolve("handling")));

            Thread killing = Thread.ofPlatform().daemon().start(() -> {
                await().atMost(DEADLINE).until(() -> sent.unconfirmed.get() > 3);
                receiver.destroyForcibly();
            });
            assertThatExceptionOfType(TransportException.class)
                    .isThrownBy(() -> {
                        sent.send(sender, 3, 1_000, LARGE_BYTES / 10); // more than any buffer: stuck inside one
                        sender.awaitConfirmations(DEADLINE);
                    })
                    .withMessageContaining("receiver");
            killing.join();
        }
        assertThat(sent.acknowledged).isEmpty();
        assertThat(sent.rejected).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"PIPE", "TCP", "UNIX", "SHARED_MEMORY"})
    void aReceiverWhoseSenderWasKilledInsideAMessageSaysSo(Way way) throws Exception {
        TransportSpec spec = way.in(folder);
        var received = new ReceivedMessages() {
            @Override
            protected void handle(long sequence, boolean redelivered) {
                if (sequence == 2) {
                    // The sender gets stuck inside the next message, which does not fit into any buffer.
                    await().pollDelay(STUCK).atMost(DEADLINE).until(() -> Files.exists(folder.resolve("sending")));
                    others.getFirst().destroyForcibly();
                    await().atMost(DEADLINE).until(() -> !others.getFirst().isAlive());
                }
            }
        };
        try (Transport in = Transports.open(spec)) {
            Receiver receiver = in.openReceiver(new Receiving(0, 0, AckMode.AUTO, 1));
            start("send", way);
            receiver.start(received);

            await().atMost(DEADLINE).until(() -> received.broken != null);
            receiver.stop(DEADLINE);
        }
        assertThat(received.broken).hasMessageContaining("sender").hasMessageContaining("is gone");
        assertThat(received.received)
                .containsExactlyElementsOf(LongStream.range(0, 3).boxed().toList());
        assertThat(received.mistakes).isEmpty();
    }

    private Process start(String role, Way way) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Other.class.getName(),
                        role,
                        way.name(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("other.log").toFile())
                .start();
        others.add(process);
        return process;
    }

    private static void sign(Path file) {
        try {
            Files.writeString(file, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The side that is killed. */
    static final class Other {
        private Other() {}

        public static void main(String[] arguments) throws Exception {
            Path folder = Path.of(arguments[2]);
            Transport transport = Transports.open(Way.valueOf(arguments[1]).joining(folder));
            if (arguments[0].equals("send")) {
                var sent = new SentMessages();
                Sender sender = transport.openSender(new Sending(0, 0, SendMode.ASYNC, 100, false, false), sent);
                sent.send(sender, 0, 3, 100);
                sender.send(new byte[LARGE_BYTES], LARGE_BYTES, 3, (body, sequence) -> {
                    sign(folder.resolve("sending"));
                    return System.nanoTime();
                });
            } else {
                Receiver receiver = transport.openReceiver(new Receiving(0, 0, AckMode.AUTO, 1));
                receiver.start(new Stuck(folder.resolve("handling")));
            }
            while (true) {
                LockSupport.park();
            }
        }
    }

    /** Never gets done with its first message. */
    private record Stuck(Path file) implements DeliveryListener {
        @Override
        public void received(ByteBuffer body, long receivedNanos, boolean redelivered) {
            KilledPeerTest.sign(file);
            while (true) {
                LockSupport.park();
            }
        }

        @Override
        public void acknowledged(long acknowledgedNanos) {}

        @Override
        public void rolledBack() {}

        @Override
        public void broken(Throwable cause) {}
    }
}
