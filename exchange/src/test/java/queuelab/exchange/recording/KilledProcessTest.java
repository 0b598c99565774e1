package queuelab.exchange.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recording must outlive a process that had no chance to close it. */
class KilledProcessTest {
    private static final long SEQUENCES = 300_000;

    @TempDir
    Path folder;

    @Test
    void whatWasRecordedBeforeAKillIsReadable() throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Recording.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = child.inputReader()) {
            assertThat(lines.readLine()).isEqualTo("recorded");
            child.destroyForcibly();
            assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(child.exitValue()).isEqualTo(128 + 9);
        } finally {
            child.destroyForcibly();
        }

        try (LedgerReader ledger = LedgerReader.open(folder.resolve("received-p0-q0-c0-t1.bits"))) {
            assertThat(ledger.closed()).isFalse();
            assertThat(ledger.cardinality()).isEqualTo(SEQUENCES);
        }
        assertThat(NoteLogReader.read(folder.resolve("notes-t1.notes"), (_, _) -> {}))
                .isEqualTo(SEQUENCES / 1000);
        Latencies latencies = LatencyLogReader.read(folder.resolve(LatencyLog.FILE));
        assertThat(latencies.complete()).isFalse();
        assertThat(latencies.measured(Measure.DUE_TO_RECEIVE).getTotalCount()).isEqualTo(1);
        assertThat(latencies.invalidSamples()).isEqualTo(1);
    }

    /** Records, says so, and waits to be killed. */
    static final class Recording {
        public static void main(String[] arguments) throws IOException, InterruptedException {
            Path folder = Path.of(arguments[0]);
            try (SequenceLedger ledger = SequenceLedger.create(folder, LedgerKind.RECEIVED, 0, 0, 0, 1);
                    NoteLog notes = NoteLog.create(folder, 1);
                    LatencyLog latencies = LatencyLog.create(folder, List.of(Measure.DUE_TO_RECEIVE))) {
                LatencyRecorder recorder = latencies.recorder(Measure.DUE_TO_RECEIVE);
                for (long sequence = 0; sequence < SEQUENCES; sequence++) {
                    ledger.add(sequence);
                    if (sequence % 1000 == 0) {
                        notes.add(NoteKind.REDELIVERED, 0, sequence, 1, 0);
                    }
                }
                recorder.record(1_000, true);
                recorder.record(-1, true);
                latencies.flush();
                recorder.record(1_000, true);
                System.out.println("recorded");
                Thread.currentThread().join();
            }
        }
    }
}
