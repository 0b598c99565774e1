package queuelab.supervisor.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangeTest {
    @Test
    void aSettingTakesItsNewValueAndTheOthersStay() {
        Settings settings = Settings.of(Map.of("producer.load", "500/s", "consumer.window", "0"))
                .with(Change.of("producer.load", "3000/s"))
                .with(Change.of("consumer.processes", "4"));

        assertThat(settings.producer().load().perSecond()).isEqualTo(3000);
        assertThat(settings.consumer().processes()).isEqualTo(4);
        assertThat(settings.consumer().windowBytes()).isZero();
    }

    @Test
    void aSettingThatCannotChangeLiveIsRefusedNamingThoseThatCan() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Change.of("queue.count", "3"))
                .withMessage("`queue.count` cannot change while messages flow; what can: `producer.load`,"
                        + " `producer.size`, `consumer.work`, `consumer.processes`, `consumer.window`, `consumer.ack`");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Change.of("producer.lod", "3/s"))
                .withMessageEndingWith("`consumer.ack`; did you mean `producer.load`?");
    }

    @Test
    void aValueThatTheSettingDoesNotTakeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Change.of("consumer.processes", "0"))
                .withMessage("`consumer.processes` must be at least 1, got 0");
    }

    @Test
    void aChangeThatContradictsAnotherSettingIsRefused() {
        Settings settings =
                Settings.of(Map.of("queue.count", "3", "producer.processes", "3", "consumer.processes", "3"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.with(Change.of("consumer.processes", "2")))
                .withMessage("`consumer.processes` × `consumer.threads` must be at least 3 (one for each subscription:"
                        + " `queue.count` × `queue.copies`), got 2");
    }
}
