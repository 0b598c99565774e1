package queuelab.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Timelines and faults from outside: a real broker and real processes that are killed, paused, added and removed. As in {@link RunTest} a
 * trial may be invalid on a busy machine, but no promise may be broken.
 */
class FaultsTest {
    private static final Duration LONG = Duration.ofMinutes(4);
    private static final Duration DEATH = Duration.ofSeconds(5);

    @TempDir
    private Path folder;

    @Test
    void aKilledBrokerComesBackAndDurableQueuesKeepWhatWasAcknowledged() throws Exception {
        JsonNode trials = run("kill", """
                base: {producer.load: 300/s, warmup: 1s, measure: 9s}
                variants:
                  durable: {queue.storage: durable}
                  memory: {queue.storage: memory}
                faults:
                  - {at: 2s, target: broker, action: kill, restart: 200ms}
                repeats: 1
                """);

        assertThat(trials).hasSize(2).allSatisfy(trial -> {
            assertThat(trial.get("verdict").asString())
                    .as(trial.get("reasons").toString())
                    .isNotEqualTo("fail");
            JsonNode fault = trial.get("happened").get("faults").get(0);
            assertThat(fault.get("action").asString()).isEqualTo("killed");
            assertThat(fault.get("processKilled").asBoolean()).isTrue();
            assertThat(fault.get("mendedNanos").asLong()).isPositive();
            assertThat(fault.get("silenceNanos").asLong()).isPositive();
            assertThat(fault.has("messagesReloaded")).isTrue();
            assertThat(trial.get("remarks").toString()).contains("not a loss of power");
        });
        JsonNode durable = trials.valueStream()
                .filter(trial -> trial.get("variant").asString().equals("durable"))
                .findFirst()
                .orElseThrow();
        assertThat(durable.get("delivery").get("lost").asLong()).isZero();
    }

    @Test
    void consumersThatComeGoAndPauseAndANetworkThatBreaksLoseNothing() throws Exception {
        JsonNode trials = run("come-and-go", """
                base: {producer.load: 200/s, warmup: 1s, measure: 14s}
                timeline:
                  - {at: 1s, consumer.processes: 3}
                  - {at: 9s, consumer.processes: 1}
                faults:
                  - {at: 2s, target: "consumer[1]", action: pause, for: 1s}
                  - {at: 6s, target: network, action: cut, for: 500ms}
                repeats: 1
                """);

        JsonNode trial = trials.get(0);
        assertThat(trial.get("verdict").asString())
                .as(trial.get("reasons").toString())
                .isNotEqualTo("fail");
        assertThat(trial.get("delivery").get("lost").asLong()).isZero();
        assertThat(trial.get("processes")
                        .valueStream()
                        .map(process -> process.get("role").asString() + " "
                                + process.get("index").asInt()))
                .contains("consumer 1", "consumer 2", "consumer 3", "network 1");
        assertThat(trial.get("happened")
                        .get("faults")
                        .valueStream()
                        .map(fault -> fault.get("action").asString()))
                .containsExactly("paused", "cut");
        assertThat(trial.get("happened")
                        .get("changes")
                        .valueStream()
                        .map(change -> change.get("value").asString()))
                .containsExactly("3", "1");
    }

    @Test
    void interruptingWhileAProcessIsPausedLeavesNothingBehind() throws Exception {
        Path scenario = Files.writeString(folder.resolve("paused.yaml"), """
                base: {producer.load: 100/s, warmup: 0s, measure: 120s}
                faults:
                  - {at: 1s, target: "consumer[1]", action: pause, for: 100s}
                repeats: 1
                """);
        try (Launch.Running lab = start("run", scenario.toString())) {
            await().atMost(LONG).until(() -> lab.process().descendants().anyMatch(FaultsTest::isPaused));
            List<ProcessHandle> children = lab.process().descendants().toList();

            assertThat(new ProcessBuilder(
                                    "kill", "-INT", Long.toString(lab.process().pid()))
                            .start()
                            .waitFor())
                    .isZero();

            var ended = lab.end(DEATH.multipliedBy(3));
            assertThat(ended.exitCode()).as(ended.err()).isEqualTo(130);
            assertThat(children).isNotEmpty().noneMatch(ProcessHandle::isAlive);
        }
    }

    /** Third field of proc(5)'s stat: T where a signal stopped it. */
    private static boolean isPaused(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return stat.substring(stat.lastIndexOf(')') + 2).startsWith("T");
        } catch (IOException e) {
            return false; // gone meanwhile
        }
    }

    private JsonNode run(String name, String text) throws Exception {
        Path scenario = Files.writeString(folder.resolve(name + ".yaml"), text);
        try (Launch.Running lab = start("run", scenario.toString(), "--json")) {
            var ended = lab.end(LONG);
            assertThat(ended.exitCode()).as(ended.err()).isIn(0, 3);
            return JsonMapper.shared().readTree(ended.out()).get("trials");
        }
    }

    private Launch.Running start(String... arguments) throws Exception {
        Path distribution = Path.of(System.getProperty("queuelab.distribution"));
        return new Launch(distribution.resolve("lab"), arguments)
                .with("PATH", System.getenv("PATH"))
                .with("LAB_JAVA_HOME", System.getProperty("java.home"))
                .in(folder)
                .start();
    }
}
