package queuelab.exchange.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ChildTest {
    private static final BrokerAssignment ASSIGNMENT = new BrokerAssignment(
            "/r", "/p", Map.of(), "/s", "127.0.0.1", 0, "lab", "secret", new TrialWindow(1, 2, 3), true);

    private final PipedOutputStream stdin = new PipedOutputStream();
    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    private final AtomicInteger unleashed = new AtomicInteger();
    private final List<String> done = new ArrayList<>();

    @Test
    void aTaskIsOpenedRunAndClosedAndTheExitCodeIsZero() throws Exception {
        CompletableFuture<Integer> exit = serve((assignment, line) -> new Steps() {
            @Override
            public void run() throws Exception {
                line.report(new Report.Ready(1, 2));
                done.add(line.next().toString());
            }
        });
        say(Frames.encode(ASSIGNMENT));
        say(Frames.encode(new Command.Start(7)));
        assertThat(exit.join()).isZero();
        assertThat(done).containsExactly("Start[startNanos=7]", "closed");
        assertThat(reports()).containsExactly(new Report.Ready(1, 2));
    }

    @Test
    void theClockIsReadWhileTheTaskIsStillOpening() throws Exception {
        CompletableFuture<Void> mayOpen = new CompletableFuture<>();
        CompletableFuture<Integer> exit = serve((assignment, line) -> {
            mayOpen.join();
            return new Steps();
        });
        say(Frames.encode(ASSIGNMENT));
        long before = System.nanoTime();
        say(Frames.encode(new Command.ReadClock(5)));
        await().atMost(Duration.ofSeconds(10)).until(() -> !reports().isEmpty());
        assertThat(reports().getFirst()).isInstanceOfSatisfying(Report.ClockReading.class, reading -> {
            assertThat(reading.probe()).isEqualTo(5);
            assertThat(reading.nanos()).isBetween(before, System.nanoTime());
        });
        mayOpen.complete(null);
        assertThat(exit.join()).isZero();
    }

    @Test
    void theEndOfStdinStopsTheTaskAndUnleashesTheWatchdog() throws Exception {
        CompletableFuture<Integer> exit = serve((assignment, line) -> new Steps() {
            @Override
            public void run() throws Exception {
                line.next();
            }
        });
        say(Frames.encode(ASSIGNMENT));
        stdin.close();
        assertThat(exit.join()).isZero();
        assertThat(done).containsExactly("closed");
        await().atMost(Duration.ofSeconds(10)).until(() -> unleashed.get() == 1);
    }

    @Test
    void aTaskThatFailsSaysWhyAndIsStillClosed() throws Exception {
        CompletableFuture<Integer> exit = serve((assignment, line) -> new Steps() {
            @Override
            public void run() throws Exception {
                throw new IOException("no space left on /r");
            }
        });
        say(Frames.encode(ASSIGNMENT));
        assertThat(exit.join()).isEqualTo(Child.FAILED);
        assertThat(reports()).containsExactly(new Report.Failed("no space left on /r"));
        assertThat(done).containsExactly("closed");
        assertThat(unleashed).hasValue(1);
    }

    @Test
    void aTaskThatCannotBeOpenedSaysWhy() throws Exception {
        CompletableFuture<Integer> exit = serve((assignment, line) -> {
            throw new IOException("port 61616 is taken");
        });
        say(Frames.encode(ASSIGNMENT));
        assertThat(exit.join()).isEqualTo(Child.FAILED);
        assertThat(reports()).containsExactly(new Report.Failed("port 61616 is taken"));
    }

    @Test
    void aCommandThatCannotBeReadFailsTheTask() throws Exception {
        CompletableFuture<Integer> exit = serve((assignment, line) -> new Steps() {
            @Override
            public void run() throws Exception {
                line.next();
            }
        });
        say(Frames.encode(ASSIGNMENT));
        say("start now");
        assertThat(exit.join()).isEqualTo(Child.FAILED);
        assertThat(reports()).hasOnlyElementsOfType(Report.Failed.class).hasSize(1);
    }

    @Test
    void anAssignmentOfAnotherKindOrNoneIsMisuse() throws Exception {
        CompletableFuture<Integer> exit = serve((assignment, line) -> new Steps());
        say(Frames.encode(FramesTest.assignments()
                .filter(ProducerAssignment.class::isInstance)
                .findFirst()
                .orElseThrow()));
        assertThat(exit.join()).isEqualTo(Child.MISUSED);
        assertThat(reports())
                .containsExactly(new Report.Failed("this program takes a BrokerAssignment, got a ProducerAssignment"));
    }

    @Test
    void stdinThatEndsBeforeAnAssignmentIsMisuse() throws Exception {
        CompletableFuture<Integer> exit = serve((assignment, line) -> new Steps());
        stdin.close();
        assertThat(exit.join()).isEqualTo(Child.MISUSED);
    }

    @Test
    void waitingForACommandEndsAtItsDeadlineOrWhenWoken() throws Exception {
        CompletableFuture<Integer> exit = serve((assignment, line) -> new Steps() {
            @Override
            public void run() throws Exception {
                done.add("" + line.next(Duration.ofMillis(1)).isPresent());
                line.wake();
                done.add("" + line.next(Duration.ofDays(1)).isPresent());
            }
        });
        say(Frames.encode(ASSIGNMENT));
        assertThat(exit.join()).isZero();
        assertThat(done).containsExactly("false", "false", "closed");
    }

    private class Steps implements Child.Task {
        @Override
        public void run() throws Exception {}

        @Override
        public void close() {
            done.add("closed");
        }
    }

    private CompletableFuture<Integer> serve(Child.Opening<BrokerAssignment> opening) throws IOException {
        Child child = new Child("a test", new PipedInputStream(stdin, 1 << 16), stdout, unleashed::incrementAndGet);
        return CompletableFuture.supplyAsync(() -> child.serve(BrokerAssignment.class, opening))
                .orTimeout(20, TimeUnit.SECONDS);
    }

    private void say(String line) throws IOException {
        stdin.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        stdin.flush();
    }

    private List<Report> reports() {
        String written;
        synchronized (stdout) {
            written = stdout.toString(StandardCharsets.UTF_8);
        }
        return written.lines()
                .map(Frames::decodeReport)
                .map(Optional::orElseThrow)
                .toList();
    }
}
