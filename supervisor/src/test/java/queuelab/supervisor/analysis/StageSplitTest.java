package queuelab.supervisor.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import queuelab.exchange.recording.Measure;
import queuelab.exchange.recording.TrialRecord.Broker;
import queuelab.supervisor.analysis.TrialResult.Stages;

/** Where the time went, from recordings made for it: a message each 10 ms, received 2 ms after it was sent. */
class StageSplitTest {
    private static final int ALL = (int) TrialFolder.MESSAGES;
    private static final Percentage ROUNDING = Percentage.withPercentage(0.2);

    @TempDir
    Path folder;

    @Test
    void stagesAreDifferencesOfMeansAndAddUpToTheWhole() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        boundaries(trial, ALL, 100_000, 900_000, 1_400_000);

        Stages stages = split(trial);

        assertThat(stages.unavailable()).isEmpty();
        assertThat(stages.meanNanos()).containsOnlyKeys("clientToBroker", "stored", "waiting", "brokerToClient");
        assertThat(mean(stages, Stage.CLIENT_TO_BROKER)).isCloseTo(100_000, ROUNDING);
        assertThat(mean(stages, Stage.STORED)).isCloseTo(800_000, ROUNDING);
        assertThat(mean(stages, Stage.WAITING)).isCloseTo(500_000, ROUNDING);
        assertThat(mean(stages, Stage.BROKER_TO_CLIENT)).isCloseTo(600_000, ROUNDING);
        assertThat(stages.wholeNanos()).isCloseTo(2_000_000, ROUNDING);
        assertThat(stages.deviation()).isLessThan(0.001);
        assertThat(stages.unseen()).isZero();
    }

    @Test
    void stagesThatSawOtherMessagesAreNotShown() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        boundaries(trial, ALL - 30, 100_000, 900_000, 1_400_000);

        Stages stages = split(trial);

        assertThat(stages.unavailable())
                .isEqualTo("a boundary between stages saw 3.0 % more or fewer messages than were received");
        assertThat(stages.meanNanos()).isEmpty();
    }

    @Test
    void aStageThatComesOutNegativeIsNotShown() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        boundaries(trial, ALL, 100_000, 1_400_000, 1_300_000);

        assertThat(split(trial).unavailable())
                .isEqualTo("the stages add up to 5.0 % more than the whole: one of them came out negative");
    }

    @Test
    void whatABrokerRecordedBeforeItWasStartedAgainCounts() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        boundaries(trial, ALL / 2, 100_000, 900_000, 1_400_000);
        trial.processes.add(TrialFolder.child("broker", 2));
        trial.boundaries("broker-2", ALL / 2, 100_000, 900_000, 1_400_000);

        assertThat(split(trial).unavailable()).isEmpty();
    }

    @Test
    void anExternalBrokerHasNoStages() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        trial.broker = new Broker("external", "tcp://127.0.0.1:1", "2.55.0", "NIO", "NIO", Map.of());

        assertThat(split(trial).unavailable()).isEqualTo("the broker is external: it carries no plugin of the lab");
    }

    @Test
    void stagesThatWereSwitchedOffAreSaidToBe() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        trial.settings.put("broker.stages", "false");

        assertThat(split(trial).unavailable()).isEqualTo("switched off by broker.stages");
    }

    @Test
    void theJournalInEffectIsTold() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        trial.broker = new Broker(
                "process",
                "tcp://127.0.0.1:1",
                "2.55.0",
                "MAPPED",
                "MAPPED",
                Map.of("journalBufferTimeoutNanos", "100000", "journalDatasync", "false"));

        assertThat(trial.judge().journal()).isEqualTo(new TrialResult.Journal("MAPPED", "MAPPED", 100_000L, false));
    }

    private static void boundaries(TrialFolder trial, int count, long arrived, long stored, long handedOut)
            throws IOException {
        trial.boundaries("broker", count, arrived, stored, handedOut);
        trial.latencies("consumer-1", Measure.SEND_TO_RECEIVE, ALL, _ -> 2_000_000);
    }

    private static Stages split(TrialFolder trial) throws IOException {
        return Objects.requireNonNull(trial.judge().stages());
    }

    private static double mean(Stages stages, Stage stage) {
        return Objects.requireNonNull(stages.meanNanos().get(stage.word()));
    }
}
