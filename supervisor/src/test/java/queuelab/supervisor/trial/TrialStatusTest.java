package queuelab.supervisor.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import queuelab.supervisor.host.ChildSpec.Role;
import queuelab.supervisor.trial.ProcessStatus.State;
import queuelab.supervisor.trial.TrialStatus.Phase;

class TrialStatusTest {
    @Test
    void whatIsNewlyKnownOfAProcessStandsWhereItStood() {
        TrialStatus status = TrialStatus.of(Phase.MEASURE)
                .with(consumer(1, State.RUNNING))
                .with(consumer(2, State.STARTING))
                .with(consumer(1, State.LOST));

        // Who comes later stands in the place: one that died must not step before its successor.
        assertThat(status.processes()).isEqualTo(List.of(consumer(1, State.LOST), consumer(2, State.STARTING)));
    }

    private static ProcessStatus consumer(int index, State state) {
        return new ProcessStatus(
                Role.CONSUMER, index, 1, "consumer-" + index, 4711, 1, null, state, 0, 0, 0, 0, 0, 0, 0, 0);
    }
}
