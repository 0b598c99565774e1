package queuelab.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import queuelab.exchange.control.Assignment;
import queuelab.exchange.control.Command;
import queuelab.exchange.control.Frames;
import queuelab.exchange.control.Report;

@Timeout(60)
class BrokerMainTest {
    @TempDir
    Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void leaveNothingRunning() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void a_broker_process_reports_ready_serves_and_stops_cleanly_when_told() throws Exception {
        Process process = spawn(Lab.assignment(folder, "default"));
        try (BufferedReader reports = process.inputReader()) {
            Report.BrokerReady ready = (Report.BrokerReady) next(reports);
            assertThat(ready.pid()).isEqualTo(process.pid());
            assertThat(ready.parentPid()).isEqualTo(ProcessHandle.current().pid());
            assertThat(ready.journal()).isEqualTo("NIO");
            try (QueueKeeper keeper = QueueKeeper.connect(ready.url(), Lab.USER, Lab.PASSWORD)) {
                keeper.create(List.of(Lab.queue("lab.t.q1", 2)), true);
                assertThat(keeper.drained()).isTrue();
            }
            say(process, Frames.encode(new Command.Stop()));
            assertThat(next(reports))
                    .isInstanceOfSatisfying(
                            Report.Finished.class,
                            finished -> assertThat(finished.cpuMillis()).isPositive());
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(reports.readLine()).isNull();
        }
        assertThat(folder.resolve("recordings/broker.log"))
                .content()
                .contains("AMQ221007")
                .contains("AMQ221002");
    }

    @Test
    void the_end_of_stdin_ends_a_broker_process() throws Exception {
        Process process = spawn(Lab.assignment(folder, "memory-only"));
        try (BufferedReader reports = process.inputReader()) {
            assertThat(next(reports)).isInstanceOf(Report.BrokerReady.class);
            process.getOutputStream().close();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void a_broker_that_cannot_start_reports_the_one_sentence_and_exits_non_zero() throws Exception {
        Process process = spawn(Lab.assignment(folder, Map.of("jurnalType", "NIO")));
        try (BufferedReader reports = process.inputReader()) {
            assertThat(next(reports))
                    .isEqualTo(new Report.Failed(
                            "broker.properties: `jurnalType` is not a property of Artemis, got `NIO`"));
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isNotZero();
        }
    }

    private Process spawn(Assignment assignment) throws IOException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Xlog:disable",
                        "-Xlog:all=warning:stderr",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokerMain.class.getName())
                .redirectError(ProcessBuilder.Redirect.to(new File(folder.toFile(), "stderr")))
                .start();
        started.add(process);
        say(process, Frames.encode(assignment));
        return process;
    }

    private static void say(Process process, String line) throws IOException {
        OutputStream stdin = process.getOutputStream();
        stdin.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        stdin.flush();
    }

    /** The next frame; fails the test by {@code NoSuchElementException} when stdout holds anything else. */
    private static Report next(BufferedReader reports) throws IOException {
        return Optional.ofNullable(reports.readLine())
                .flatMap(Frames::decodeReport)
                .orElseThrow();
    }
}
