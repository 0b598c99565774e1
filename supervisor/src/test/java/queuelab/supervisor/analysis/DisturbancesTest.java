package queuelab.supervisor.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import queuelab.exchange.recording.TrialRecord.Event;
import queuelab.exchange.recording.TrialRecordFile;

class DisturbancesTest {
    @TempDir
    private Path folder;

    private TrialFolder trial;

    @BeforeEach
    void makeTrial() throws Exception {
        trial = TrialFolder.sound(folder);
    }

    @Test
    void aTrialThatWasLeftAloneHasNone() throws Exception {
        trial.events.add(new Event(1, "consumer-1 exited with code 1", "consumer-1", "died"));

        Disturbances disturbances = disturbances();

        assertThat(disturbances.any()).isFalse();
        assertThat(disturbances.asked(TrialFolder.child("consumer", 1))).isFalse();
    }

    @Test
    void aChangedSettingIsNoFault() throws Exception {
        trial.events.add(new Event(1, "producer.load changed", "producer.load", "5/s"));

        assertThat(disturbances().any()).isTrue();
        assertThat(disturbances().anyFault()).isFalse();
    }

    @Test
    void onlyTheProcessThatWasKilledOrStoppedWasAskedToEnd() throws Exception {
        trial.events.add(new Event(1, "fault: killed consumer-1", "consumer-1", "killed"));
        trial.events.add(new Event(2, "fault: paused consumer-2", "consumer-2", "paused"));
        trial.events.add(new Event(3, "fault: starting consumer-3", "consumer-3", "starting"));

        Disturbances disturbances = disturbances();

        assertThat(disturbances.asked(TrialFolder.child("consumer", 1))).isTrue();
        assertThat(disturbances.asked(TrialFolder.child("consumer", 2))).isFalse();
        assertThat(disturbances.asked(TrialFolder.child("consumer", 3))).isFalse();
        assertThat(disturbances.startedProcesses()).isTrue();
        assertThat(disturbances.brokeConnections()).isFalse();
    }

    @Test
    void connectionsBreakWithTheBrokerAndWithTheNetwork() throws Exception {
        trial.events.add(new Event(1, "fault: the network is cut", "network", "cut"));
        assertThat(disturbances().brokeConnections()).isTrue();

        trial.events.set(0, new Event(1, "fault: killed broker-1", "broker-1", "killed"));
        assertThat(disturbances().brokeConnections()).isTrue();
    }

    @Test
    void aRecordWrittenBeforeEventsHadASubjectIsReadByItsWords() throws Exception {
        trial.events.add(new Event(1, "fault: killed consumer-1 (kill -9)"));

        assertThat(disturbances().asked(TrialFolder.child("consumer", 1))).isTrue();
        assertThat(disturbances().asked(TrialFolder.child("consumer", 11))).isFalse();
    }

    private Disturbances disturbances() throws Exception {
        trial.write();
        return new Disturbances(TrialRecordFile.read(folder));
    }
}
