package queuelab.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import queuelab.exchange.control.Command;
import queuelab.exchange.control.Frames;
import queuelab.exchange.control.Report;
import queuelab.exchange.transport.AckMode;

/** The real process, over its real stdin and stdout. */
class ConsumerMainTest {
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
        assertThat(stdout(process)).startsWith("Queue Lab consumer: ").contains("stdin");
        assertThat(exitCode(process)).isZero();
    }

    @Test
    void aBadAssignmentIsRefusedWithAReason() throws Exception {
        Process process = start();
        say(process, "{\"type\":\"consumer\"");
        assertThat(failure(process)).startsWith("assignment: not JSON: ");
        assertThat(exitCode(process)).isEqualTo(2);
    }

    @Test
    void aBrokerThatIsNotThereIsNamed() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        Process process = start();
        say(process, assignment(port));
        assertThat(failure(process)).contains("127.0.0.1:" + port);
        assertThat(exitCode(process)).isEqualTo(1);
    }

    @Test
    void theEndOfStdinEndsItEvenWhileItWaitsForASilentBroker() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Process process = start();
            say(process, assignment(silent.getLocalPort()));
            say(process, Frames.encode(new Command.ReadClock(1)));
            assertThat(process.inputReader().readLine()).contains("clock-reading");
            process.getOutputStream().close();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private String assignment(int port) {
        return Frames.encode(Assignments.of(folder, AckMode.AUTO, "tcp://127.0.0.1:" + port, 0, 0));
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                ConsumerMain.class.getName()));
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
