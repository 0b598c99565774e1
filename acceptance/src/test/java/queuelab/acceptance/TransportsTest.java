package queuelab.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every way of passing messages through {@code lab run}: real processes, and a real broker where there is one. Whether timings can be trusted
 * depends on how busy the machine is, so a trial may be invalid for them; but every message is accounted for, and every drain proven.
 */
class TransportsTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final List<String> WAYS = List.of(
            "thread",
            "shared-memory",
            "spinning",
            "pipe",
            "unix",
            "tcp",
            "rpc",
            "rpc-many",
            "queue",
            "amqp",
            "amqp-durable",
            "rpc-queue");

    @TempDir
    private Path folder;

    @Test
    void everyWayLosesNothingAndProvesItsDrain() throws Exception {
        Path scenario = Files.writeString(folder.resolve("ways.yaml"), """
                name: ways
                base:
                  producer: {load: 200/s, size: 2KiB}
                  warmup: 200ms
                  measure: 1s
                  drain: 20s
                variants:
                  thread: {transport: thread}
                  shared-memory: {transport: shared-memory}
                  spinning: {transport: shared-memory, sharedMemory.wait: spin}
                  pipe: {transport: pipe}
                  unix: {transport: unix, producer.send: blocking}
                  tcp: {transport: tcp, consumer.work: sleep 1ms}
                  rpc: {transport: rpc}
                  rpc-many: {transport: rpc, producer: {processes: 2, threads: 2}}
                  queue: {queue.storage: memory}
                  amqp: {protocol: amqp, queue.storage: memory}
                  amqp-durable: {protocol: amqp, consumer: {ack: individual, processes: 2}}
                  rpc-queue: {transport: rpc-queue, consumer.processes: 2, queue.storage: memory}
                repeats: 1
                """);

        Map<String, JsonNode> trials = new HashMap<>();
        Ended ended = run("run", scenario.toString(), "--json");
        JsonMapper.shared()
                .readTree(ended.out())
                .get("trials")
                .forEach(trial -> trials.put(trial.get("variant").asString(), trial));

        assertThat(ended.exitCode()).as(ended.err()).isIn(0, 3);
        assertThat(trials).containsOnlyKeys(WAYS);
        trials.forEach((way, trial) -> {
            assertThat(trial.get("verdict").asString()).as(way + ended.err()).isNotEqualTo("fail");
            assertThat(trial.get("reasons").toString()).as(way).doesNotContain("drain", "exited", "could not");
            JsonNode delivery = trial.get("delivery");
            assertThat(delivery.get("attempted").asLong()).as(way).isBetween(230L, 240L);
            assertThat(delivery.get("acknowledged").asLong())
                    .as(way)
                    .isEqualTo(delivery.get("attempted").asLong());
            assertThat(delivery.get("distinct").asLong())
                    .as(way)
                    .isEqualTo(delivery.get("attempted").asLong());
            assertThat(delivery.get("lost").asLong()).as(way).isZero();
            assertThat(delivery.get("duplicated").asLong()).as(way).isZero();
        });
        assertThat(pids(trials.get("thread")))
                .hasSize(2)
                .allMatch(pids(trials.get("thread")).getFirst()::equals);
        assertThat(pids(trials.get("pipe"))).hasSize(2).doesNotHaveDuplicates();
        assertThat(pids(trials.get("queue"))).hasSize(3).doesNotHaveDuplicates();
        assertThat(meetingPlaces()).isEmpty();
    }

    @Test
    void aTransportOutsideItsAbilitiesIsRefusedBeforeAnythingStarts() throws Exception {
        Path scenario = Files.writeString(folder.resolve("pipes.yaml"), """
                base:
                  transport: pipe
                  consumer.processes: 2
                  producer.commitEvery: 10
                """);

        Ended ended = run("run", scenario.toString());

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err())
                .contains("`consumer.processes` × `consumer.threads` must be 1 with `transport: pipe`,"
                        + " which has one end to receive at, got 2")
                .contains("`producer.commitEvery` must be 0 with `transport: pipe`: it has no transactions");
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    private static List<Long> pids(JsonNode trial) {
        return trial.get("processes").values().stream()
                .map(process -> process.get("pid").asLong())
                .toList();
    }

    /** FIFOs, sockets and the like that a trial left in its folder. */
    private List<Path> meetingPlaces() throws Exception {
        try (Stream<Path> files = Files.walk(folder.resolve("runs"))) {
            return files.filter(file -> file.toString().matches(".*\\.(pipe|socket|port|ring)"))
                    .toList();
        }
    }

    private Ended run(String... arguments) throws Exception {
        Path distribution = Path.of(System.getProperty("queuelab.distribution"));
        try (Launch.Running lab = new Launch(distribution.resolve("lab"), arguments)
                .with("PATH", System.getenv("PATH"))
                .with("LAB_JAVA_HOME", System.getProperty("java.home"))
                .in(folder)
                .start()) {
            return lab.end(LONG);
        }
    }
}
