package queuelab.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import queuelab.exchange.control.Arrivals;
import queuelab.exchange.control.Command;
import queuelab.exchange.control.Frames;
import queuelab.exchange.control.Load;
import queuelab.exchange.control.ProducerAssignment;
import queuelab.exchange.control.Report;
import queuelab.exchange.control.TrialWindow;
import queuelab.exchange.transport.Protocol;
import queuelab.exchange.transport.QueueSpec;
import queuelab.exchange.transport.SendMode;

/** The real process, over its real stdin and stdout. */
class ProducerMainTest {
    @TempDir
    Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void nothingIsLeftRunning() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void helpSaysWhatItIs() throws Exception {
        Process process = start("--help");
        assertThat(stdout(process)).startsWith("Queue Lab producer: ").contains("stdin");
        assertThat(exitCode(process)).isZero();
    }

    @Test
    void anUnknownArgumentIsMisuse() throws Exception {
        Process process = start("--rate=5");
        assertThat(stdout(process)).isEmpty();
        assertThat(exitCode(process)).isEqualTo(2);
    }

    @Test
    void aBadAssignmentIsRefusedWithAReason() throws Exception {
        Process process = start();
        say(process, "{\"type\":\"producer\",\"recordings\":\"/r\",\"thread\":3}");
        assertThat(failure(process)).isEqualTo("assignment: unknown field `thread`");
        assertThat(exitCode(process)).isEqualTo(2);
    }

    @Test
    void anAssignmentOfAnotherKindIsRefused() throws Exception {
        Process process = start();
        say(
                process,
                "{\"type\":\"broker\",\"recordings\":\"/r\",\"profile\":\"/p\",\"properties\":{},\"storage\":\"/s\","
                        + "\"host\":\"h\",\"port\":0,\"user\":\"u\",\"password\":\"p\","
                        + "\"window\":{\"warmupNanos\":0,\"measureNanos\":1,\"drainNanos\":1},\"stages\":false}");
        assertThat(failure(process)).isEqualTo("this program takes a ProducerAssignment, got a BrokerAssignment");
        assertThat(exitCode(process)).isEqualTo(2);
    }

    @Test
    void aMissingRecordingsFolderIsNamed() throws Exception {
        Process process = start();
        Path missing = folder.resolve("missing");
        say(process, Frames.encode(assignment(missing, 1)));
        assertThat(failure(process)).contains(missing.toString());
        assertThat(exitCode(process)).isEqualTo(1);
    }

    @Test
    void aBrokerThatIsNotThereIsNamed() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        Process process = start();
        say(process, Frames.encode(assignment(folder, port)));
        assertThat(failure(process)).contains("127.0.0.1:" + port);
        assertThat(exitCode(process)).isEqualTo(1);
    }

    @Test
    void theEndOfStdinEndsItEvenWhileItWaitsForASilentBroker() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Process process = start();
            say(process, Frames.encode(assignment(folder, silent.getLocalPort())));
            say(process, Frames.encode(new Command.ReadClock(1)));
            assertThat(process.inputReader().readLine()).contains("clock-reading");
            process.getOutputStream().close();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void nothingOnStdinIsMisuse() throws Exception {
        Process process = start();
        process.getOutputStream().close();
        assertThat(stdout(process)).isEmpty();
        assertThat(exitCode(process)).isEqualTo(2);
    }

    private ProducerAssignment assignment(Path recordings, int port) {
        QueueSpec queue = new QueueSpec(
                "tcp://127.0.0.1:" + port,
                "lab",
                "secret",
                Protocol.CORE,
                List.of(new QueueSpec.Queue("lab.t.q1", List.of("lab.t.q1"))),
                false,
                1 << 20,
                1024,
                Map.of());
        return new ProducerAssignment(
                recordings.toString(),
                1,
                queue,
                List.of(new ProducerAssignment.Sending(0, 0)),
                1,
                new Load(1000),
                Arrivals.EVEN,
                42,
                64,
                SendMode.ASYNC,
                100,
                0,
                false,
                new TrialWindow(1, 1, 1));
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                ProducerMain.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(folder.resolve("stderr").toFile())
                .start();
        started.add(process);
        return process;
    }

    private static void say(Process process, String line) throws IOException {
        Writer stdin = process.outputWriter(StandardCharsets.UTF_8);
        stdin.write(line + "\n");
        stdin.flush();
    }

    private static String stdout(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String failure(Process process) throws IOException {
        Report report = Frames.decodeReport(stdout(process).strip()).orElseThrow();
        assertThat(report).isInstanceOf(Report.Failed.class);
        return ((Report.Failed) report).reason();
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
