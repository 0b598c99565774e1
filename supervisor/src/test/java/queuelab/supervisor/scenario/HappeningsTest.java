package queuelab.supervisor.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HappeningsTest {
    @TempDir
    private Path folder;

    private ScenarioText yaml;

    @BeforeEach
    void makeFolder() {
        yaml = new ScenarioText(folder);
    }

    @Test
    void aTimelineAndFaultsReadBackAsTheyWereWritten() throws Exception {
        Scenario scenario = yaml.read("""
                base: {consumer.processes: 2}
                timeline:
                  - {at: 3s, consumer.processes: 4}
                  - {at: 5s, producer: {load: 300/s}}
                faults:
                  none: []
                  broker-kill:
                    - {at: 5s, target: broker, action: kill, restart: 1s}
                  all:
                    - {at: 5s, target: "consumer[1]", action: pause, for: 500ms}
                    - {at: 6s, target: broker, action: disk-full, for: 2s}
                    - {at: 6s, target: network, action: delay, for: 2s, by: 20ms}
                    - {at: 6s, target: network, action: slow, for: 2s, to: 1MiB/s}
                    - random: {count: 5, from: 2s, to: 12s, targets: [broker, "producer[1]"], actions: [kill], restart: 1s}
                """);

        assertThat(scenario.timeline())
                .containsExactly(
                        new TimedChange(Duration.ofSeconds(3), Change.of("consumer.processes", "4")),
                        new TimedChange(Duration.ofSeconds(5), Change.of("producer.load", "300/s")));
        assertThat(scenario.faults().keySet()).containsExactly("none", "broker-kill", "all");
        assertThat(scenario.faults().get("all"))
                .extracting(Object::toString)
                .containsExactly(
                        "at 5 s: pause consumer[1] for 500 ms",
                        "at 6 s: disk-full broker for 2 s",
                        "at 6 s: delay network for 2 s by 20 ms",
                        "at 6 s: slow network for 2 s to 1 MiB/s",
                        "5 drawn from the trial's seed, between 2 s and 12 s: kill of broker, producer[1], started again after 1 s");
        Scenario again = yaml.read(ScenarioWriter.write(scenario));
        assertThat(again.timeline()).isEqualTo(scenario.timeline());
        assertThat(again.faults()).isEqualTo(scenario.faults());
    }

    @Test
    void namedFaultsMakePointsAndClientsReconnectWhereConnectionsBreak() throws Exception {
        Scenario scenario = yaml.read("""
                base: {client.options.retryInterval: 50}
                faults:
                  none: []
                  kill: [{at: 5s, target: broker, action: kill, restart: 1s}]
                """);

        List<Combination> combinations = scenario.combinations();
        assertThat(combinations)
                .extracting(Combination::sweep)
                .containsExactly(Map.of("faults", "none"), Map.of("faults", "kill"));
        assertThat(combinations.get(0).written()).doesNotContainKey("client.options.reconnectAttempts");
        assertThat(combinations.get(1).written())
                .containsEntry("client.options.reconnectAttempts", "600")
                .containsEntry("client.options.retryInterval", "50");
    }

    @Test
    void everyMistakeInATimelineIsNamed() {
        assertThat(yaml.problems("timeline:\n  - {at: 20s, producer.load: 5/s}"))
                .containsExactly("`at` must be before measuring ends (`measure`: 15 s), got 20 s (x.yaml, line 2)");
        assertThat(yaml.problems("timeline:\n  - {at: 2s, queue.count: 3}\n  - {producer.load: 5/s}\n  - {at: 1s}"))
                .containsExactly(
                        "`queue.count` cannot change while messages flow; what can: `producer.load`, `producer.size`,"
                                + " `consumer.work`, `consumer.processes`, `consumer.window`, `consumer.ack` (x.yaml, line 2)",
                        "a change in `timeline` needs `at`, such as 5s, counted from the start of measuring (x.yaml, line 3)",
                        "a change in `timeline` must name at least one setting, got none (x.yaml, line 4)");
    }

    @Test
    void everyMistakeInAFaultIsNamed() {
        assertThat(problem("{at: 5s, target: broker, action: kil, restart: 1s}"))
                .isEqualTo("`action` must be `kill`, `stop`, `pause`, `restart`, `disk-full`, `cut`, `delay` or `slow`,"
                        + " got `kil`; did you mean `kill`? (x.yaml, line 2)");
        assertThat(problem("{at: 5s, target: consumer, action: kill}"))
                .isEqualTo("`target` must be `broker`, `network`, `producer[1]` or `consumer[1]`, with the process's"
                        + " number, got `consumer` (x.yaml, line 2)");
        assertThat(problem("{at: 5s, target: broker, action: kill}"))
                .isEqualTo("`action: kill` of the broker needs `restart`, such as 1s: without a broker no message gets"
                        + " anywhere (x.yaml, line 2)");
        assertThat(problem("{at: 5s, target: broker, action: pause}"))
                .isEqualTo("`action: pause` needs `for`, such as 2s: how long it lasts (x.yaml, line 2)");
        assertThat(problem("{at: 5s, target: broker, action: cut, for: 1s}"))
                .isEqualTo("`action` of a broker must be `kill`, `stop`, `pause`, `restart` or `disk-full`, got `cut`"
                        + " (x.yaml, line 2)");
        assertThat(problem("{at: 5s, target: broker, action: pause, fro: 1s}"))
                .startsWith("unknown key `fro` in a fault; did you mean `for`?");
    }

    @Test
    void whatCannotHappenInAPointIsRefusedBeforeTheStart() {
        assertThat(problem("{at: 15s, target: broker, action: pause, for: 1s}"))
                .isEqualTo("a fault must be over before measuring ends (`measure`: 15 s), got 16 s"
                        + " (at 15 s: pause broker for 1 s) (x.yaml, line 2)");
        assertThat(problem("{at: 5s, target: \"consumer[2]\", action: kill, restart: 1s}"))
                .isEqualTo(
                        "`target` must be at most consumer[1] (`consumer.processes`: 1), got consumer[2] (x.yaml, line 2)");
        assertThat(problem("{at: 5s, target: \"consumer[1]\", action: kill}"))
                .isEqualTo("at least one consumer must be left (`consumer.processes`: 1): give one of them a `restart`,"
                        + " such as 1s (x.yaml, line 2)");
        assertThat(yaml.problems("faults:\n  - {at: 5s, target: broker, action: pause, for: 1s}\n"
                        + "base: {broker.mode: external, broker.url: 'tcp://h:1'}"))
                .containsExactly("a fault of the broker needs `broker.mode: process`, got `broker.mode: external`:"
                        + " the lab does nothing to a broker that is not its own (x.yaml, line 2)");
    }

    private String problem(String fault) {
        return String.join("\n", yaml.problems("faults:\n  - " + fault));
    }
}
