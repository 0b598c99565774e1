package queuelab.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import queuelab.exchange.control.Child;
import queuelab.exchange.control.Command;
import queuelab.exchange.control.ConsumerAssignment;
import queuelab.exchange.control.Frames;
import queuelab.exchange.control.Load;
import queuelab.exchange.control.Report;
import queuelab.exchange.message.OutgoingBody;
import queuelab.exchange.recording.LedgerReader;
import queuelab.exchange.transport.AckMode;
import queuelab.exchange.transport.DeliveryListener;
import queuelab.exchange.transport.Transport;

/** The whole of a consumer process but the process: the real line, the real clock, a transport that the test plays. */
class ConsumerTest {
    @TempDir
    Path folder;

    private final PipedOutputStream stdin = new PipedOutputStream();
    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    private final FakeTransport transport = new FakeTransport();
    private Duration delay = Duration.ZERO;
    private final OutgoingBody body = new OutgoingBody(0, 64, 1);

    @Test
    void itReceivesUntilToldToStopAndFinishesWithItsLedgersClosed() throws Exception {
        CompletableFuture<Integer> exit = live();
        awaitReport(Report.Ready.class);
        DeliveryListener listener = start();
        for (int sequence = 0; sequence < 50; sequence++) {
            deliver(listener, sequence);
        }
        say(new Command.Stop());
        assertThat(exit.join()).isZero();
        assertThat(transport.receivings).containsExactly(new Transport.Receiving(1, 2, AckMode.TRANSACTED, 10));
        assertThat(((Report.Finished) reports().getLast()).received()).isEqualTo(50);
        for (String kind : List.of("received", "consumed")) {
            try (LedgerReader ledger = LedgerReader.open(folder.resolve(kind + "-p0-q1-c2-t5.bits"))) {
                assertThat(ledger.closed()).isTrue();
                assertThat(ledger.cardinality()).isEqualTo(50);
            }
        }
        assertThat(transport.closed).as("receiver and transport").isEqualTo(2);
    }

    @Test
    void oneThatComesLaterReceivesNothingBeforeItsTurn() throws Exception {
        delay = Duration.ofMillis(300);
        CompletableFuture<Integer> exit = live();
        awaitReport(Report.Ready.class);
        long before = System.nanoTime();
        deliver(start(), 0);
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(delay.toNanos());
        say(new Command.Stop());
        assertThat(exit.join()).isZero();
    }

    @Test
    void oneThatIsStoppedBeforeItsTurnFinishesWithNothing() throws Exception {
        delay = Duration.ofMinutes(5);
        CompletableFuture<Integer> exit = live();
        say(new Command.Start(System.nanoTime()));
        say(new Command.Stop());
        assertThat(exit.join()).isZero();
        assertThat(((Report.Finished) reports().getLast()).received()).isZero();
        assertThat(transport.listener).isNull();
    }

    @Test
    void progressCarriesTheHeadlineLatencyOfItsSecond() throws Exception {
        CompletableFuture<Integer> exit = live();
        DeliveryListener listener = start();
        deliver(listener, 0);
        Report.Progress progress = awaitReport(Report.Progress.class);
        assertThat(progress.received()).isEqualTo(1);
        assertThat(progress.p50Nanos()).isPositive();
        say(new Command.Stop());
        assertThat(exit.join()).isZero();
    }

    @Test
    void aBrokenReceiverFailsTheProcessWithItsReasonAndKeepsTheLedgers() throws Exception {
        CompletableFuture<Integer> exit = live();
        DeliveryListener listener = start();
        deliver(listener, 0);
        listener.broken(new IOException("the connection was lost"));
        assertThat(exit.join()).isEqualTo(1);
        assertThat(reports().getLast()).isEqualTo(new Report.Failed("receiving broke off: the connection was lost"));
        try (LedgerReader ledger = LedgerReader.open(folder.resolve("received-p0-q1-c2-t5.bits"))) {
            assertThat(ledger.closed()).isTrue();
            assertThat(ledger.cardinality()).isEqualTo(1);
        }
    }

    @Test
    void aReceiverThatDoesNotStopInTimeIsAFailureAndItsLedgerStaysReadable() throws Exception {
        transport.stopsInTime = false;
        CompletableFuture<Integer> exit = live();
        deliver(start(), 0);
        say(new Command.Stop());
        assertThat(exit.join()).isEqualTo(1);
        assertThat(reports().getLast())
                .isEqualTo(new Report.Failed(
                        "consumer 5 was still handling a message 10000 ms after it was told to stop"));
        try (LedgerReader ledger = LedgerReader.open(folder.resolve("received-p0-q1-c2-t5.bits"))) {
            assertThat(ledger.closed()).isFalse();
            assertThat(ledger.cardinality()).isEqualTo(1);
        }
    }

    @Test
    void theEndOfStdinEndsItWithoutAReport() throws Exception {
        CompletableFuture<Integer> exit = live();
        start();
        stdin.close();
        assertThat(exit.join()).isZero();
        assertThat(reports()).noneMatch(report -> report instanceof Report.Finished || report instanceof Report.Failed);
        assertThat(transport.closed).isEqualTo(2);
    }

    @Test
    void aCommandForProducersIsRefused() throws Exception {
        CompletableFuture<Integer> exit = live();
        say(new Command.ChangeLoad(Load.SATURATE));
        assertThat(exit.join()).isEqualTo(1);
        assertThat(reports().getLast())
                .isInstanceOfSatisfying(
                        Report.Failed.class,
                        failed -> assertThat(failed.reason()).startsWith("a consumer does not take ChangeLoad"));
    }

    private DeliveryListener start() throws IOException {
        say(new Command.Start(System.nanoTime()));
        return await().atMost(Duration.ofSeconds(20)).until(() -> transport.listener, listener -> listener != null);
    }

    private void deliver(DeliveryListener listener, long sequence) throws Exception {
        long now = System.nanoTime();
        body.stamp(sequence, 1, now - 1000, now);
        listener.received(ByteBuffer.wrap(body.bytes()), System.nanoTime(), false);
    }

    private CompletableFuture<Integer> live() throws IOException {
        var input = new PipedInputStream(stdin, 1 << 16);
        ConsumerAssignment assignment = Assignments.delayed(folder, AckMode.TRANSACTED, delay.toNanos());
        stdin.write((Frames.encode(assignment) + "\n").getBytes(StandardCharsets.UTF_8));
        return CompletableFuture.supplyAsync(() -> Child.over(
                        input,
                        stdout,
                        ConsumerAssignment.class,
                        (given, line) -> Consumer.open(given, line, transport)))
                .orTimeout(30, TimeUnit.SECONDS);
    }

    private void say(Command command) throws IOException {
        stdin.write((Frames.encode(command) + "\n").getBytes(StandardCharsets.UTF_8));
        stdin.flush();
    }

    private <T extends Report> T awaitReport(Class<T> kind) {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> reports().stream()
                                .filter(kind::isInstance)
                                .map(kind::cast)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private List<Report> reports() {
        synchronized (stdout) {
            return stdout.toString(StandardCharsets.UTF_8)
                    .lines()
                    .map(Frames::decodeReport)
                    .map(Optional::orElseThrow)
                    .toList();
        }
    }
}
