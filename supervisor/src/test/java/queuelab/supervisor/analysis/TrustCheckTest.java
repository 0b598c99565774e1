package queuelab.supervisor.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import queuelab.exchange.recording.Measure;
import queuelab.exchange.recording.NoteKind;
import queuelab.exchange.recording.TrialRecord.Broker;
import queuelab.exchange.recording.TrialRecord.QueueCounters;
import queuelab.supervisor.analysis.TrialResult.Check;

/** Each trust check provoked on its own: the verdict turns invalid, with the measured value, the bound and words. */
class TrustCheckTest {
    @TempDir
    Path folder;

    @Test
    void aSoundTrialPassesEveryCheckAndSaysWhatItMeasured() throws IOException {
        TrialResult result = TrialFolder.sound(folder).judge();
        assertThat(result.checks())
                .extracting(Check::name)
                .containsExactly(
                        "clockOffset",
                        "clocksOfHosts",
                        "achievedRate",
                        "scheduleLag",
                        "workerCpu",
                        "machineSteal",
                        "leftoverProcesses",
                        "drift",
                        "invalidSamples",
                        "brokerLog",
                        "journal",
                        "brokerCounters");
        assertThat(result.checks()).allSatisfy(check -> {
            assertThat(check.passed()).isTrue();
            assertThat(check.reason()).doesNotContain("not judged");
        });
    }

    @Test
    void aClockOutsideItsBoundIsInvalid() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        trial.clockOffset("consumer", -250_000, 40_000);
        assertInvalid(
                trial.judge(),
                "clockOffset",
                250_000,
                40_000,
                "consumer-1's clock is off by 250.0 µs; it could be read to within 40.0 µs");
    }

    @Test
    void acrossHostsTheirClocksMustBeKnownToATenthOfTheLatency() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        trial.atAgents("producer", 10_000, 500_000);
        trial.atAgents("consumer", -20_000, 700_000);
        TrialResult result = trial.judge();
        double bound = 0.1 * result.latency().get("dueToReceive").p50Nanos();
        assertThat(bound).isLessThan(1_230_000);
        assertInvalid(
                result,
                "clocksOfHosts",
                1_230_000,
                bound,
                "the clocks of producers' and consumers' hosts are known to within 1.23 ms of each other, and so are one-way"
                        + " latencies (at most " + Words.time(bound)
                        + " allowed: a tenth of the median delivery latency)");
    }

    @Test
    void acrossHostsWhoseClocksAreKnownWellLatenciesStand() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        trial.atAgents("producer", 10, 50);
        trial.atAgents("consumer", -20, 70);
        assertThat(trial.judge().checks())
                .filteredOn(check -> check.name().equals("clocksOfHosts"))
                .singleElement()
                .matches(Check::passed)
                .extracting(Check::measured)
                .isEqualTo(150.0);
    }

    @Test
    void lessThanTheOfferedRateIsInvalid() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        trial.latencies("producer-1", Measure.SCHEDULE_LAG, 980, _ -> 50_000);
        assertInvalid(
                trial.judge(),
                "achievedRate",
                0.98,
                0.989,
                "sent 98.0/s of 100/s offered, 98.0 % (at least 98.9 % needed)");
    }

    @Test
    void poissonArrivalsAreGivenTheirChance() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        trial.settings.put("producer.arrivals", "poisson");
        trial.latencies("producer-1", Measure.SCHEDULE_LAG, 950, _ -> 50_000);
        assertThat(trial.judge().verdict()).isEqualTo(Verdict.PASS);
        trial.latencies("producer-1", Measure.SCHEDULE_LAG, 880, _ -> 50_000);
        assertThat(trial.judge().verdict()).isEqualTo(Verdict.INVALID);
    }

    @Test
    void lateSendersAreInvalid() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        trial.latencies("producer-1", Measure.SCHEDULE_LAG, 1_000, i -> i % 50 == 0 ? 4_000_000 : 50_000);
        assertInvalid(trial.judge(), "scheduleLag", 4_001_791, 1_000_000, "senders were up to 4.00 ms late");
    }

    @Test
    void lateSendersAreHeldAgainstATenthOfALongDeliveryLatency() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        trial.latencies("producer-1", Measure.SCHEDULE_LAG, 1_000, i -> i % 50 == 0 ? 4_000_000 : 50_000);
        trial.latencies("consumer-1", Measure.DUE_TO_RECEIVE, 1_000, _ -> 50_000_000);
        assertThat(trial.judge().verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void aWorkerOutOfCpuIsInvalidWithARate() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        trial.runDelay("consumer", 1_700);
        assertInvalid(
                trial.judge(),
                "workerCpu",
                0.17,
                0.1,
                "consumer-1 was ready to run but had no CPU for 17.0 % of the measured window (at most 10.0 %)");
    }

    @Test
    void aWorkerOutOfCpuIsOnlySaidWhenSaturating() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        trial.settings.put("producer.load", "saturate");
        trial.runDelay("producer", 1_700);
        TrialResult result = trial.judge();
        assertThat(result.verdict()).isEqualTo(Verdict.PASS);
        assertThat(result.remarks())
                .anySatisfy(remark -> assertThat(remark)
                        .startsWith("producer-1 was ready")
                        .endsWith("this is what limited the point"));
    }

    @Test
    void aMachineWhoseTimeIsStolenIsInvalid() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        trial.samples(second -> second * 100, _ -> 3, 150);
        assertInvalid(
                trial.judge(), "machineSteal", 0.15, 0.1, "the hypervisor took CPU time from this machine for 15.0 %");
    }

    @Test
    void leftoverProcessesAreInvalid() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        trial.problems.add("left over from an earlier trial: 4711");
        assertInvalid(trial.judge(), "leftoverProcesses", 1, 0, "left over from an earlier trial: 4711");
    }

    @Test
    void throughputThatStillDriftsIsInvalid() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        trial.samples(second -> second * 40 + second * second * 4, _ -> 3, 0);
        TrialResult result = trial.judge();
        assertThat(check(result, "drift").passed()).isFalse();
        assertThat(result.reasons()).singleElement().asString().endsWith("still drifting after warm-up");
    }

    @Test
    void throughputThatWobblesDoesNotDrift() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        trial.samples(second -> second * 80 + (second % 2) * 30, _ -> 3, 0);
        assertThat(check(trial.judge(), "drift").passed()).isTrue();
    }

    @Test
    void aWindowTooShortForDriftSaysSo() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        trial.samples.subList(5, trial.samples.size()).clear();
        Check drift = check(trial.judge(), "drift");
        assertThat(drift.passed()).isTrue();
        assertThat(drift.measured()).isNull();
        assertThat(drift.reason())
                .isEqualTo(
                        "not judged: the measured window is too short to tell: 3 whole seconds of it on record, 9 needed");
    }

    @Test
    void samplesThatCannotBeRecordedAreInvalid() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        trial.latencies("consumer-1", Measure.DUE_TO_RECEIVE, 1_000, i -> i == 3 ? -1 : 2_000_000);
        assertInvalid(trial.judge(), "invalidSamples", 1, 0, "1 latency sample negative or over an hour");
    }

    @Test
    void samplesNotedAsInvalidByAKilledWorkerCountToo() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        trial.notes(1, NoteKind.INVALID_SAMPLE, -5, 3, 4);
        assertInvalid(trial.judge(), "invalidSamples", 2, 0, "2 latency samples");
    }

    @Test
    void pagingBlockingAndTheCriticalAnalyzerAreInvalid() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        brokerLog(
                "WARN AMQ222038: Starting paging on address 'lab.t.q1'; size=1\nINFO AMQ224107: The Critical Analyzer detected slow paths\n");
        assertInvalid(
                trial.judge(),
                "brokerLog",
                2,
                0,
                "the broker logged AMQ222038 paging started (1×), AMQ224107 critical analyzer: slow path (1×)");
    }

    @Test
    void pagingThatWasAskedForIsOnlyMentioned() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        brokerLog("INFO AMQ222038: Starting paging on address 'lab.t.q1'; size=1\n");
        trial.settings.put("broker.properties.addressSettings.#.maxSizeBytes", "100000");
        TrialResult result = trial.judge();
        assertThat(result.verdict()).isEqualTo(Verdict.PASS);
        assertThat(check(result, "brokerLog").reason()).endsWith("asked for: AMQ222038 paging started (1×)");
    }

    @Test
    void aMissingBrokerLogIsInvalidButAnExternalBrokersIsNot() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        Files.delete(folder.resolve("broker").resolve(BrokerLog.FILE));
        assertThat(trial.judge().verdict()).isEqualTo(Verdict.INVALID);
        trial.broker = new Broker("external", "tcp://there:61616", "2.56.0", "unknown", "unknown", Map.of());
        assertThat(trial.judge().verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void anotherJournalThanAskedForIsInvalid() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        trial.broker = new Broker("process", "tcp://127.0.0.1:1", "2.55.0", "NIO", "ASYNCIO", Map.of());
        TrialResult result = trial.judge();
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reasons()).containsExactly("the journal in effect is NIO, asked for was ASYNCIO");
    }

    @Test
    void anotherJournalThanAskedForIsInvalidWithTheBrokersReason() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        trial.broker = new Broker(
                "process",
                "tcp://127.0.0.1:1",
                "2.55.0",
                "NIO",
                "ASYNCIO",
                Map.of("journalNotAsAsked", "libaio is not installed"));
        assertThat(trial.judge().reasons())
                .containsExactly("the journal in effect is NIO, asked for was ASYNCIO: libaio is not installed");
    }

    @Test
    void countersThatDoNotReconcileAreShown() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        trial.queues.set(0, new QueueCounters(0, 0, "lab.t.q1", 990, 1_000, 0, 0, 0, 0, 0));
        TrialResult result = trial.judge();
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(check(result, "brokerCounters").reason())
                .isEqualTo("lab.t.q1: the broker counts 990 added, the ledgers 1,000 acknowledged and 1,000 attempted;"
                        + " lab.t.q1: the broker counts 990 added but 1,000 acknowledged, expired, killed or left");
    }

    private void brokerLog(String text) throws IOException {
        Files.writeString(folder.resolve("broker").resolve(BrokerLog.FILE), text);
    }

    private static void assertInvalid(TrialResult result, String name, double measured, double bound, String words) {
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        Check check = check(result, name);
        assertThat(check.passed()).isFalse();
        assertThat(check.measured()).isCloseTo(measured, Percentage.withPercentage(0.1));
        assertThat(check.bound()).isCloseTo(bound, Offset.offset(1e-9));
        assertThat(check.reason()).contains(words);
        assertThat(result.reasons()).contains(check.reason());
    }

    private static Check check(TrialResult result, String name) {
        return result.checks().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
