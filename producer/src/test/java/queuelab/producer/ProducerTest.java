package queuelab.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import queuelab.exchange.control.Arrivals;
import queuelab.exchange.control.Child;
import queuelab.exchange.control.Command;
import queuelab.exchange.control.Frames;
import queuelab.exchange.control.Load;
import queuelab.exchange.control.ProducerAssignment;
import queuelab.exchange.control.Report;
import queuelab.exchange.control.TrialWindow;
import queuelab.exchange.control.Work;
import queuelab.exchange.recording.LedgerReader;
import queuelab.exchange.transport.Protocol;
import queuelab.exchange.transport.QueueSpec;
import queuelab.exchange.transport.SendMode;
import queuelab.exchange.transport.Transport;

/** The whole of a producer process but the process: the real line, the real clock, a transport in memory. */
class ProducerTest {
    private static final long MILLI = 1_000_000;
    private static final QueueSpec QUEUE = new QueueSpec(
            "tcp://127.0.0.1:1",
            "",
            "",
            Protocol.CORE,
            List.of(new QueueSpec.Queue("lab.t.q1", List.of("lab.t.q1"))),
            false,
            0,
            1024,
            Map.of());

    @TempDir
    Path folder;

    private final PipedOutputStream stdin = new PipedOutputStream();
    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    private final FakeTransport transport = new FakeTransport();

    @Test
    void twoThreadsSendTheirShareOfTheTrialAndTheProcessFinishes() throws Exception {
        CompletableFuture<Integer> exit =
                live(assignment(new Load(1000), new TrialWindow(50 * MILLI, 150 * MILLI, 5000 * MILLI)));
        awaitReport(Report.Ready.class);
        say(new Command.Start(System.nanoTime()));
        assertThat(exit.join()).isZero();
        // threads 2 and 3 of 4, at 1,000/s in all, for 200 ms
        Report.Finished finished = (Report.Finished) reports().getLast();
        assertThat(finished.sent()).isEqualTo(100);
        assertThat(finished.acknowledged()).isEqualTo(100);
        assertThat(finished.rejected()).isZero();
        assertThat(finished.received()).isZero();
        assertThat(finished.invalidSamples()).isZero();
        assertThat(transport.sendings)
                .containsExactly(
                        new Transport.Sending(2, 0, SendMode.ASYNC, 7, false, true),
                        new Transport.Sending(3, 0, SendMode.ASYNC, 7, false, true));
        assertThat(transport.senders).allMatch(sender -> sender.closed);
        assertThat(transport.closed).isTrue();
        for (String name : List.of("attempted-p2-q0-c0-t2", "acknowledged-p3-q0-c0-t3")) {
            try (LedgerReader ledger = LedgerReader.open(folder.resolve(name + LedgerReader.SUFFIX))) {
                assertThat(ledger.closed()).isTrue();
                assertThat(ledger.cardinality()).isEqualTo(50);
            }
        }
    }

    @Test
    void readyNamesThisProcessAndItsParent() throws Exception {
        live(assignment(new Load(1000), new TrialWindow(0, 1, 1)));
        assertThat(awaitReport(Report.Ready.class))
                .isEqualTo(new Report.Ready(
                        ProcessHandle.current().pid(),
                        ProcessHandle.current().parent().orElseThrow().pid()));
        stdin.close();
    }

    @Test
    void progressIsReportedWhileItSends() throws Exception {
        CompletableFuture<Integer> exit =
                live(assignment(new Load(1000), new TrialWindow(0, 1500 * MILLI, 5000 * MILLI)));
        say(new Command.Start(System.nanoTime()));
        Report.Progress progress = awaitReport(Report.Progress.class);
        assertThat(progress.sent()).isPositive();
        assertThat(progress.acknowledged()).isPositive();
        assertThat(progress.p50Nanos()).isBetween(1000L, 1001L);
        assertThat(progress.maxNanos()).isGreaterThanOrEqualTo(progress.p99Nanos());
        assertThat(exit.join()).isZero();
    }

    @Test
    void aChangeOfLoadWakesAThreadThatWaitsForAFarDueTime() throws Exception {
        CompletableFuture<Integer> exit =
                live(assignment(new Load(0.001), new TrialWindow(0, 60_000 * MILLI, 5000 * MILLI)));
        say(new Command.Start(System.nanoTime()));
        awaitReport(Report.Ready.class);
        say(new Command.ChangeLoad(new Load(2000)));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !transport.senders.getFirst().sent.isEmpty());
        say(new Command.Stop());
        assertThat(exit.join()).isZero();
        assertThat(reports().getLast()).isInstanceOf(Report.Finished.class);
    }

    @Test
    void theEndOfStdinEndsItWithoutAReport() throws Exception {
        CompletableFuture<Integer> exit =
                live(assignment(new Load(1000), new TrialWindow(0, 60_000 * MILLI, 5000 * MILLI)));
        say(new Command.Start(System.nanoTime()));
        await().atMost(Duration.ofSeconds(20)).until(() -> !transport.senders.isEmpty());
        stdin.close();
        assertThat(exit.join()).isZero();
        assertThat(reports()).noneMatch(report -> report instanceof Report.Finished || report instanceof Report.Failed);
        assertThat(transport.closed).isTrue();
    }

    @Test
    void aBrokenTransportFailsTheProcessWithItsReasonAndKeepsTheLedgers() throws Exception {
        transport.whenOpened = sender -> sender.breaksAt = 5;
        CompletableFuture<Integer> exit =
                live(assignment(new Load(1000), new TrialWindow(0, 60_000 * MILLI, 5000 * MILLI)));
        say(new Command.Start(System.nanoTime()));
        assertThat(exit.join()).isEqualTo(1);
        assertThat(reports().getLast()).isEqualTo(new Report.Failed("the fake broke at message 5"));
        try (LedgerReader ledger = LedgerReader.open(folder.resolve("attempted-p2-q0-c0-t2.bits"))) {
            assertThat(ledger.cardinality()).isBetween(5L, 6L);
        }
    }

    @Test
    void aCommandForConsumersIsRefused() throws Exception {
        CompletableFuture<Integer> exit = live(assignment(new Load(1000), new TrialWindow(0, 1, 1)));
        say(new Command.ChangeWork(Work.NONE));
        assertThat(exit.join()).isEqualTo(1);
        assertThat(reports().getLast())
                .isInstanceOfSatisfying(
                        Report.Failed.class,
                        failed -> assertThat(failed.reason()).startsWith("a producer does not take ChangeWork"));
    }

    private ProducerAssignment assignment(Load load, TrialWindow window) {
        return new ProducerAssignment(
                folder.toString(),
                1,
                QUEUE,
                List.of(new ProducerAssignment.Sending(2, 0), new ProducerAssignment.Sending(3, 0)),
                4,
                load,
                Arrivals.EVEN,
                42,
                64,
                SendMode.ASYNC,
                7,
                0,
                true,
                window);
    }

    private CompletableFuture<Integer> live(ProducerAssignment assignment) throws IOException {
        var input = new PipedInputStream(stdin, 1 << 16);
        stdin.write((Frames.encode(assignment) + "\n").getBytes(StandardCharsets.UTF_8));
        return CompletableFuture.supplyAsync(() -> Child.over(
                        input,
                        stdout,
                        ProducerAssignment.class,
                        (given, line) -> Producer.open(given, line, transport)))
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
