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
    void aKilledConsumerLosesNothingButWithPre() throws Exception {
        JsonNode trials = run("consumer-kill", """
                base:
                  producer.load: 300/s
                  consumer: {processes: 2, work: sleep 5ms, window: 64KiB}
                  warmup: 500ms
                  measure: 3s
                variants:
                  auto: {consumer.ack: auto}
                  individual: {consumer.ack: individual}
                  transacted: {consumer.ack: transacted}
                  pre: {consumer.ack: pre, consumer.work: sleep 8ms}
                faults:
                  - {at: 1500ms, target: "consumer[1]", action: kill, restart: 200ms}
                repeats: 1
                """);

        assertThat(trials).hasSize(4).allSatisfy(trial -> {
            assertThat(trial.get("verdict").asString())
                    .as(trial.get("reasons").toString())
                    .isNotEqualTo("fail");
            assertThat(trial.get("happened").path("faults"))
                    .as(trial.get("happened") + " " + trial.get("reasons"))
                    .hasSize(1);
            long lost = trial.get("delivery").get("lost").asLong();
            JsonNode messages = trial.get("happened").get("faults").get(0).get("messages");
            assertThat(messages.get("lost").asLong()).isEqualTo(lost);
            if (trial.get("variant").asString().equals("pre")) {
                assertThat(lost).isPositive();
                assertThat(trial.get("remarks").toString())
                        .contains("promises no more after the fault that was asked for");
            } else {
                assertThat(lost).isZero();
            }
        });
    }

    @Test
    void aNetworkThatIsSlowOrLateAndAFullDiskShowInTheFigures() throws Exception {
        JsonNode trials = run("network", """
                base: {producer.load: 200/s, warmup: 500ms, measure: 7s}
                faults:
                  late:
                    - {at: 2s, target: network, action: delay, for: 1s, by: 150ms}
                  slow-and-full:
                    - {at: 2s, target: network, action: slow, for: 1500ms, to: 30KiB/s}
                    - {at: 5s, target: broker, action: disk-full, for: 1500ms}
                repeats: 1
                """);

        assertThat(trials).hasSize(2).allSatisfy(trial -> {
            assertThat(trial.get("verdict").asString())
                    .as(trial.get("reasons").toString())
                    .isNotEqualTo("fail");
            assertThat(trial.get("delivery").get("lost").asLong()).isZero();
            assertThat(trial.get("happened").get("faults"))
                    .allSatisfy(fault ->
                            assertThat(fault.get("mendedNanos").asLong()).isPositive());
        });
        // Once on the way to the broker, once from it.
        assertThat(trial(trials, "late")
                        .get("latency")
                        .get("sendToReceive")
                        .get("maxNanos")
                        .asLong())
                .isGreaterThan(300_000_000);
        JsonNode faults = trial(trials, "slow-and-full").get("happened").get("faults");
        // Of 200 KiB a second no more than 30 passed.
        assertThat(faults.get(0).get("rateBackNanos").asLong()).isPositive();
        assertThat(faults.get(1).get("action").asString()).isEqualTo("full");
        assertThat(faults.get(1).get("silenceNanos").asLong()).isPositive();
    }

    @Test
    void messagesWhoseHandlingFailsEndConsumedOrDeadLettered() throws Exception {
        JsonNode trials = run("failing", """
                base: {producer.load: 500/s, consumer.processes: 2, warmup: 500ms, measure: 3s}
                variants:
                  thrown: {consumer.fail: 60%}
                  rolled-back: {consumer.ack: transacted, consumer.rollback: 60%}
                repeats: 1
                """);

        assertThat(trials).hasSize(2).allSatisfy(trial -> {
            assertThat(trial.get("verdict").asString())
                    .as(trial.get("reasons").toString())
                    .isNotEqualTo("fail");
            JsonNode queue = trial.get("queues").get(0);
            assertThat(queue.get("consumed").asLong() + queue.get("killed").asLong())
                    .as(trial.get("remarks").toString())
                    .isEqualTo(queue.get("distinct").asLong());
            assertThat(queue.get("received").asLong())
                    .isGreaterThan(queue.get("distinct").asLong());
            assertThat(trial.get("delivery").get("lost").asLong()).isZero();
            assertThat(trial.get("remarks").toString()).contains("failed on purpose");
            // Of 1,750 messages 0.6¹⁰ fail every time: about ten.
            assertThat(queue.get("killed").asLong()).isPositive();
        });
    }

    @Test
    void killingTheSupervisorWhileAProcessIsPausedLeavesNothingBehind() throws Exception {
        try (Launch.Running lab = start("run", paused().toString())) {
            await().atMost(LONG).until(() -> lab.process().descendants().anyMatch(FaultsTest::isPaused));
            List<ProcessHandle> children = lab.process().descendants().toList();

            lab.process().destroyForcibly();

            assertThat(children).isNotEmpty();
            await().atMost(DEATH.multipliedBy(3)).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        }
    }

    @Test
    void interruptingWhileAProcessIsPausedLeavesNothingBehind() throws Exception {
        try (Launch.Running lab = start("run", paused().toString())) {
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

    private Path paused() throws IOException {
        return Files.writeString(folder.resolve("paused.yaml"), """
                base: {producer.load: 100/s, warmup: 0s, measure: 120s}
                faults:
                  - {at: 1s, target: "consumer[1]", action: pause, for: 100s}
                  - {at: 1s, target: broker, action: pause, for: 100s}
                repeats: 1
                """);
    }

    private static JsonNode trial(JsonNode trials, String faults) {
        return trials.valueStream()
                .filter(trial -> trial.get("point").get("faults").asString().equals(faults))
                .findFirst()
                .orElseThrow();
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
