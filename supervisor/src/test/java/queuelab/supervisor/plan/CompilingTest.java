package queuelab.supervisor.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import queuelab.supervisor.scenario.Change;
import queuelab.supervisor.scenario.Happenings;
import queuelab.supervisor.scenario.Settings;
import queuelab.supervisor.scenario.TimedChange;

class CompilingTest {
    private static final Map<String, String> ENOUGH = Map.of("warmup", "8s", "producer.load", "saturate");

    @ParameterizedTest
    @CsvSource({
        // three seconds of CPU time a worker, on 0.8 of two cores
        "2, 1, 1, 7500ms, true",
        "2, 1, 1, 7400ms, false",
        "2, 1, 3, 15s, true",
        "2, 1, 4, 15s, false",
        // one thread of C2 in each JVM: more cores do not make it shorter than three seconds
        "16, 1, 1, 3s, true",
        "16, 1, 1, 2900ms, false",
        "16, 2, 8, 5s, true",
        "16, 4, 16, 5s, false",
    })
    void c2IsWorthItWhereItIsDoneWithinTheWarmUp(
            int cores, int producers, int consumers, String warmup, boolean withC2) {
        Point point = point(Map.of(
                "producer.processes",
                String.valueOf(producers),
                "consumer.processes",
                String.valueOf(consumers),
                "producer.load",
                "saturate",
                "warmup",
                warmup));

        assertThat(Compiling.withC2(List.of(point), cores)).isEqualTo(withC2);
    }

    @Test
    void onePointThatHasNoTimeForItDecidesForAll() {
        Point two = point(ENOUGH);
        Point nine = point(Map.of("warmup", "8s", "producer.load", "saturate", "consumer.processes", "8"));

        assertThat(Compiling.withC2(List.of(two), 2)).isTrue();
        assertThat(Compiling.withC2(List.of(two, nine), 2)).isFalse();
    }

    @Test
    void whereFewMessagesPassItDoesNotPay() {
        assertThat(Compiling.withC2(List.of(point(Map.of("warmup", "15s", "producer.load", "2000/s"))), 2))
                .isTrue();
        assertThat(Compiling.withC2(List.of(point(Map.of("warmup", "15s", "producer.load", "1999/s"))), 2))
                .isFalse();
        assertThat(Compiling.withC2(
                        List.of(point(Map.of("warmup", "15s", "producer.load", "4000/s", "consumer.processes", "3"))),
                        2))
                .isFalse();
    }

    @Test
    void whatTheTrainingDidNotRunIsCompiledWithC1() {
        Stream.of(
                        "transport=pipe",
                        "transport=rpc-queue",
                        "protocol=amqp",
                        "producer.send=blocking",
                        "producer.commitEvery=10",
                        "consumer.ack=individual",
                        "consumer.fail=1%")
                .map(setting -> setting.split("="))
                .map(setting -> Map.of("warmup", "8s", "producer.load", "saturate", setting[0], setting[1]))
                .forEach(settings -> assertThat(Compiling.withC2(List.of(point(settings)), 2))
                        .as("%s", settings)
                        .isFalse());
    }

    @Test
    void beforeAConsumerReceivesItHasNothingToCompile() {
        assertThat(Compiling.withC2(
                        List.of(point(Map.of("warmup", "9s", "producer.load", "saturate", "consumer.delay", "1s"))), 2))
                .isTrue();
        assertThat(Compiling.withC2(
                        List.of(point(Map.of("warmup", "9s", "producer.load", "saturate", "consumer.delay", "2s"))), 2))
                .isFalse();
    }

    @Test
    void soIsWhatMayStartWorkersWhileMessagesFlow() {
        var grown = new TimedChange(Duration.ofSeconds(1), Change.of("consumer.processes", "2"));
        var point = new Point("base", Map.of(), Settings.of(ENOUGH), new Happenings(List.of(grown), List.of()));

        assertThat(Compiling.withC2(List.of(point), 2)).isFalse();
    }

    private static Point point(Map<String, String> settings) {
        return new Point("base", Map.of(), Settings.of(settings));
    }
}
