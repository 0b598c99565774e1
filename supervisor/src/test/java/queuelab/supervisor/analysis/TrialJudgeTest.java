package queuelab.supervisor.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import queuelab.exchange.recording.Measure;
import queuelab.exchange.recording.Sample;
import queuelab.exchange.recording.TrialRecord;
import queuelab.supervisor.analysis.TrialResult.Latency;

class TrialJudgeTest {
    @TempDir
    Path folder;

    @Test
    void theSameFolderGivesTheSameResult() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        TrialResult first = trial.judge();
        assertThat(TrialJudge.judge(folder)).isEqualTo(first);
    }

    @Test
    void aPercentileIsQuotedOnlyWithEnoughSamples() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        trial.latencies("consumer-1", Measure.DUE_TO_RECEIVE, 999, i -> (i + 1) * 1_000);
        Latency latency = trial.judge().latency().get("dueToReceive");
        assertThat(latency.count()).isEqualTo(999);
        assertThat(latency.p50Nanos()).isCloseTo(500_000L, Offset.offset(500L));
        assertThat(latency.p90Nanos()).isCloseTo(900_000L, Offset.offset(900L));
        assertThat(latency.p99Nanos()).isNull();
        assertThat(latency.p999Nanos()).isNull();
        assertThat(latency.maxNanos()).isCloseTo(999_000L, Offset.offset(1_000L));

        trial.latencies("consumer-1", Measure.DUE_TO_RECEIVE, 1_000, i -> (i + 1) * 1_000);
        assertThat(trial.judge().latency().get("dueToReceive").p99Nanos()).isNotNull();
    }

    @Test
    void aLatencyWithoutSamplesHasNothingButItsCount() throws IOException {
        TrialResult result = TrialFolder.sound(folder).judge();
        assertThat(result.latency().keySet())
                .containsExactly("dueToReceive", "sendToReceive", "sendToAck", "scheduleLag");
        assertThat(result.latency().get("sendToAck"))
                .isEqualTo(new Latency(0, null, null, null, null, null, null, null));
    }

    @Test
    void throughputWithARateCountsMessagesByTheirDueTime() throws IOException {
        TrialResult.Throughput throughput = TrialFolder.sound(folder).judge().throughput();
        assertThat(throughput.offeredPerSecond()).isEqualTo(100.0);
        assertThat(throughput.sentPerSecond()).isEqualTo(100.0);
        assertThat(throughput.receivedPerSecond()).isEqualTo(100.0);
    }

    @Test
    void throughputWhenSaturatingIsCountedByTheClock() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        trial.settings.put("producer.load", "saturate");
        trial.samples(second -> second * 80, _ -> 3, 0);
        TrialResult result = trial.judge();
        assertThat(result.throughput().offeredPerSecond()).isNull();
        assertThat(result.throughput().sentPerSecond()).isCloseTo(80.0, Offset.offset(1e-6));
        assertThat(result.throughput().receivedPerSecond()).isCloseTo(80.0, Offset.offset(1e-6));
        assertThat(result.remarks())
                .contains("saturating: latency is a queueing figure, it says how much was in flight");
    }

    @Test
    void whatAWorkerTellsCountsForWhenItCountedIt() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        trial.settings.put("producer.load", "saturate");
        // Told at whole seconds, 80 a second, but seen up to a second later, and each time differently.
        trial.samples.replaceAll(sample -> {
            long second = (sample.atNanos() - TrialFolder.START) / 1_000_000_000L;
            long age = second == 0 ? 0 : second * 300_000_000L % 1_000_000_000L;
            long toldAt = sample.atNanos() - age;
            long count = Math.round((toldAt - TrialFolder.START) * 80 / 1e9);
            return new Sample(
                    sample.atNanos(),
                    List.of(new Sample.ProcessSample("consumer-1", 1, 1, 1, 0, count, toldAt, 1, 1, 1)),
                    3,
                    1,
                    0);
        });
        assertThat(trial.judge().throughput().receivedPerSecond()).isCloseTo(80.0, Offset.offset(0.2));
    }

    @Test
    void aQueueThatClimbsThroughTheWindowIsCalledSaturated() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        trial.samples(second -> second * 100, second -> second * 10, 0);
        TrialResult result = trial.judge();
        assertThat(result.saturated()).isTrue();
        assertThat(result.remarks())
                .containsExactly("saturated: queue depth climbed through the window, from 20 to 100 messages"
                        + " (medians of its first and last third); latency is no stable figure");
    }

    @Test
    void aQueueThatBreathesIsNotSaturated() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        trial.samples(second -> second * 100, second -> (second % 3) * 40, 0);
        assertThat(trial.judge().saturated()).isFalse();
    }

    @Test
    void aDamagedTrialRecordIsStatedWithItsTrialAndFile() throws IOException {
        Path trial = Files.createDirectories(folder.resolve("007-durable-2"));
        TrialResult missing = TrialJudge.judge(trial);
        assertThat(missing.id()).isEqualTo("007-durable-2");
        assertThat(missing.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(missing.reasons())
                .containsExactly("007-durable-2: " + trial.resolve(TrialRecord.FILE) + ": is missing");
        Files.writeString(trial.resolve(TrialRecord.FILE), "{");
        assertThat(TrialJudge.judge(trial).reasons()).singleElement().asString().contains("is no trial record");
    }

    @Test
    void aDamagedLatencyLogIsStatedAndTheRestIsJudged() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        Files.writeString(folder.resolve("consumer-1/latency.hlog"), "garbage");
        TrialResult result = trial.judge();
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reasons()).first().asString().contains("latency.hlog: is no HdrHistogram log");
        assertThat(result.delivery().distinct()).isEqualTo(1_000);
    }

    @Test
    void missingSamplesAreStatedAndTheRestIsJudged() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        trial.write();
        Files.delete(folder.resolve(Sample.FILE));
        TrialResult result = TrialJudge.judge(folder);
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reasons()).first().asString().endsWith("samples.jsonl: is missing");
        assertThat(result.delivery().distinct()).isEqualTo(1_000);
    }

    @Test
    void aTrialThatNeverStartedSaysWhy() throws IOException {
        var trial = new TrialFolder(folder);
        trial.startNanos = 0;
        trial.problems.add("the broker did not start: port 61616 is taken");
        TrialResult result = trial.judge();
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reasons())
                .containsExactly("the broker did not start: port 61616 is taken", "the trial never started");
        // Not as if it had been asked to saturate.
        assertThat(result.throughput()).isEqualTo(new TrialResult.Throughput(100.0, 0, 0));
    }

    @Test
    void anInterruptedTrialIsInvalid() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        trial.interrupted = true;
        assertThat(trial.judge().reasons()).containsExactly("the run was stopped during this trial");
    }

    @Test
    void aBrokenPromiseComesBeforeADoubt() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        trial.settings.put("queue.copies", "2");
        trial.problems.add("something else");
        TrialResult result = trial.judge();
        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(result.reasons()).first().asString().contains("never arrived");
        assertThat(result.reasons()).contains("something else");
    }
}
