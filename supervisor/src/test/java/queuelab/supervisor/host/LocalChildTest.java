package queuelab.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import queuelab.exchange.control.BrokerAssignment;
import queuelab.exchange.control.Command;
import queuelab.exchange.control.Report;
import queuelab.exchange.control.TrialWindow;
import queuelab.supervisor.host.ChildSpec.Role;

/** Real processes, here small shell programs. */
class LocalChildTest {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private final BlockingQueue<ChildEvent> events = new LinkedBlockingQueue<>();

    @Test
    void framesAreEventsAndOtherLinesAreLog() throws Exception {
        var child = start("echo starting; echo '{\"type\":\"ready\",\"pid\":7,\"parentPid\":8}'; echo '{not a frame'");

        assertThat(next())
                .isInstanceOfSatisfying(
                        ChildEvent.Reported.class,
                        event -> assertThat(event.report()).isEqualTo(new Report.Ready(7, 8)));
        assertThat(next())
                .isInstanceOfSatisfying(
                        ChildEvent.Exited.class,
                        event -> assertThat(event.exitCode()).isZero());
        assertThat(child.lastLogLines()).containsExactly("starting", "{not a frame");
    }

    @Test
    void theAssignmentIsItsFirstLineAndCommandsFollow() throws Exception {
        var child = start("read first; read second; echo \"$first\" >&2; echo \"$second\" >&2");
        child.send(new Command.Start(42));

        assertThat(next()).isInstanceOf(ChildEvent.Exited.class);
        assertThat(child.lastLogLines()).hasSize(2);
        assertThat(child.lastLogLines().getLast()).isEqualTo("{\"type\":\"start\",\"startNanos\":42}");
    }

    @Test
    void endOfInputEndsAChildThatListens() throws Exception {
        var child = start("cat >/dev/null; exit 3");
        child.reap(DEADLINE);

        assertThat(next())
                .isInstanceOfSatisfying(
                        ChildEvent.Exited.class,
                        event -> assertThat(event.exitCode()).isEqualTo(3));
    }

    @Test
    void aChildThatDoesNotListenIsKilled() throws Exception {
        var child = start("echo here; exec sleep 600");
        await().atMost(DEADLINE).until(() -> !child.lastLogLines().isEmpty());

        child.reap(Duration.ofMillis(10));

        assertThat(child.isAlive()).isFalse();
        assertThat(next())
                .isInstanceOfSatisfying(
                        ChildEvent.Exited.class,
                        event -> assertThat(event.exitCode()).isEqualTo(128 + 9));
    }

    @Test
    void aCommandToADeadChildIsNoError() throws Exception {
        var child = start("exit 5");
        assertThat(next()).isInstanceOf(ChildEvent.Exited.class);

        child.send(new Command.Stop());
        child.endInput();

        assertThat(child.awaitExit(DEADLINE)).hasValue(5);
    }

    @Test
    void aPausedChildStandsStillUntilItIsResumed() throws Exception {
        var child = start("echo here; cat >/dev/null; exit 3");
        await().atMost(DEADLINE).until(() -> !child.lastLogLines().isEmpty());

        child.pause();
        child.pause();
        child.endInput();
        await().atMost(DEADLINE).until(() -> isStopped(child.pid()));
        assertThat(child.isAlive()).isTrue();
        child.resume();

        assertThat(child.awaitExit(DEADLINE)).hasValue(3);
    }

    @Test
    void aChildThatIsGoneCannotBePaused() throws Exception {
        var child = start("exit 5");
        assertThat(child.awaitExit(DEADLINE)).hasValue(5);

        assertThatThrownBy(child::pause)
                .isInstanceOf(HostException.class)
                .hasMessageStartingWith("could not pause consumer-2: ");
    }

    /** Third field of proc(5)'s stat: T where a signal stopped it. */
    private static boolean isStopped(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).startsWith("T");
    }

    private LocalChild start(String program) throws Exception {
        var assignment = new BrokerAssignment(
                folder.toString(), "p", Map.of(), "s", "127.0.0.1", 0, "lab", "secret", new TrialWindow(1, 2, 3), true);
        var spec = new ChildSpec(Role.CONSUMER, 2, folder, 1 << 20, assignment);
        var process = new ProcessBuilder("sh", "-c", program)
                .redirectError(
                        ProcessBuilder.Redirect.appendTo(LocalHost.log(folder).toFile()))
                .start();
        return LocalChild.attach(spec, process, "the assignment", events::add);
    }

    private ChildEvent next() throws InterruptedException {
        ChildEvent event = events.poll(DEADLINE.toSeconds(), TimeUnit.SECONDS);
        assertThat(event).as("an event within " + DEADLINE).isNotNull();
        return event;
    }
}
