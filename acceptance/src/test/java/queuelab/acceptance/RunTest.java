package queuelab.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code lab run} from outside: a real broker, real processes. Whether a trial's timings can be trusted depends on how busy the machine is
 * with other tests, so nothing here does: a trial may be invalid, but no promise may be broken.
 */
class RunTest {
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final Duration DEATH = Duration.ofSeconds(5);
    private static final List<String> PROGRAMS = List.of("broker-config", "producer", "consumer");

    @TempDir
    private Path folder;

    private Launch.@Nullable Running lab;

    @AfterEach
    void endWhatATestLeft() throws Exception {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void smokePrintsTheResultsDocumentAndNothingElseOnStdout() throws Exception {
        var ended = run("run", "smoke", "--set", "consumer.processes=3", "--set", "queue.storage=durable", "--json");

        assertKept(ended);
        JsonNode results = results(ended);
        assertThat(results.get("schema").asInt()).isEqualTo(1);
        assertThat(results.get("trials")).isNotEmpty().allSatisfy(trial -> {
            assertThat(delivered(trial, "lost")).isZero();
            assertThat(delivered(trial, "duplicated")).isZero();
            assertThat(delivered(trial, "attempted")).isPositive().isEqualTo(delivered(trial, "distinct"));
            assertThat(processes(trial)).contains("broker 1", "producer 1", "consumer 1", "consumer 2", "consumer 3");
        });
        Path run = onlyRun();
        assertThat(Files.readString(run.resolve("results.json")).strip())
                .isEqualTo(ended.out().strip());
        assertThat(run).isDirectoryContaining("glob:**/{scenario.yaml,environment.json,results.csv,results.json}");
        assertThat(Files.readString(run.resolve("environment.json"))).contains("\"workerCompilation\" : \"C1\"");
    }

    @Test
    void brokerProducerAndConsumerAreSeparateChildrenOfTheSupervisor() throws Exception {
        lab = start("run", "smoke", "--json");
        await().atMost(LONG)
                .until(() -> PROGRAMS.stream()
                        .allMatch(program -> !children(lab, program).isEmpty()));
        List<ProcessHandle> children = PROGRAMS.stream()
                .flatMap(program -> children(lab, program).stream())
                .toList();

        assertThat(children).extracting(ProcessHandle::pid).doesNotHaveDuplicates();
        assertThat(children)
                .allSatisfy(child -> assertThat(child.parent())
                        .hasValueSatisfying(parent ->
                                assertThat(parent.pid()).isEqualTo(lab.process().pid())));
        assertKept(lab.end(LONG));
    }

    @Test
    void interruptingEndsTheRunAndKeepsWhatWasRecorded() throws Exception {
        lab = start("run", "smoke", "--set", "measure=60s");
        awaitMessages(lab);
        List<ProcessHandle> children = lab.process().descendants().toList();

        signal("INT", lab.process().pid());

        var ended = lab.end(DEATH);
        assertThat(ended.exitCode()).as(ended.err()).isEqualTo(130);
        assertThat(children).isNotEmpty().noneMatch(ProcessHandle::isAlive);
        assertThat(recordings("trial.json")).isNotEmpty();
    }

    @Test
    void killingTheSupervisorLeavesNoChildBehind() throws Exception {
        lab = start("run", "smoke", "--set", "measure=60s");
        awaitMessages(lab);
        List<ProcessHandle> children = lab.process().descendants().toList();

        lab.process().destroyForcibly();

        assertThat(children).isNotEmpty();
        await().atMost(DEATH).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(recordings("received-p0-q0-c0-t0.bits")).isNotEmpty();
    }

    @Test
    void aWorkerThatDiesMarksItsTrialAndTheRunGoesOn() throws Exception {
        lab = start("run", "smoke", "--json");
        awaitMessages(lab);
        children(lab, "consumer").getFirst().destroyForcibly();

        var ended = lab.end(LONG);
        JsonNode trials = results(ended).get("trials");
        assertThat(trials.size()).as(ended.err()).isGreaterThan(1);
        assertThat(trials.get(0).get("verdict").asString()).isNotEqualTo("pass");
        assertThat(trials.get(0).get("reasons").toString())
                .contains("consumer-1")
                .contains("137");
        assertThat(trials.get(trials.size() - 1).get("reasons").toString()).doesNotContain("exited");
        assertThat(ended.exitCode()).isIn(1, 3);
    }

    @Test
    void theBrokerMayRunInsideTheSupervisor() throws Exception {
        var ended = run("run", "smoke", "--set", "broker.mode=in-process", "--json");

        assertKept(ended);
        assertThat(results(ended).get("trials"))
                .allSatisfy(
                        trial -> assertThat(processes(trial)).containsExactlyInAnyOrder("producer 1", "consumer 1"));
    }

    @Test
    void everyMessageOfAMebibyteIsAccountedFor() throws Exception {
        var ended = run("run", scenario("big", "10/s", "1MiB", "10s"), "--json");

        assertKept(ended);
        assertThat(results(ended).get("trials")).allSatisfy(trial -> {
            assertThat(delivered(trial, "attempted")).isEqualTo(100);
            assertThat(delivered(trial, "distinct")).isEqualTo(100);
            assertThat(delivered(trial, "lost")).isZero();
        });
    }

    /** The run ended by itself and no delivery promise was broken. */
    private static void assertKept(Ended ended) {
        assertThat(ended.exitCode()).as(ended.err()).isIn(0, 3);
        assertThat(results(ended).get("trials"))
                .allSatisfy(trial -> assertThat(trial.get("verdict").asString())
                        .as(ended.err())
                        .isNotEqualTo("fail"));
    }

    private String scenario(String name, String load, String size, String measure) throws Exception {
        Path file = folder.resolve(name + ".yaml");
        Files.writeString(file, """
                name: %s
                base:
                  producer: {load: %s, size: %s}
                  warmup: 0s
                  measure: %s
                variants:
                  durable: {queue.storage: durable}
                  memory: {queue.storage: memory}
                repeats: 1
                """.formatted(name, load, size, measure));
        return file.toString();
    }

    private Ended run(String... arguments) throws Exception {
        try (Launch.Running lab = start(arguments)) {
            return lab.end(LONG);
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

    /** Its child processes that run this program. */
    private static List<ProcessHandle> children(Launch.Running lab, String program) {
        return lab.process()
                .descendants()
                .filter(child -> child.info().commandLine().orElse("").contains("/lib/" + program + "-"))
                .toList();
    }

    private static JsonNode results(Ended ended) {
        return JsonMapper.shared().readTree(ended.out());
    }

    private Path onlyRun() throws Exception {
        try (Stream<Path> runs = Files.list(folder.resolve("runs"))) {
            List<Path> found = runs.toList();
            assertThat(found).hasSize(1);
            return found.getFirst();
        }
    }

    /** Waits until a consumer of the first trial has recorded a message. */
    private void awaitMessages(Launch.Running lab) {
        await().atMost(LONG).until(() -> {
            assertThat(lab.process().isAlive()).as("the lab runs").isTrue();
            return !recordings("received-p0-q0-c0-t0.bits").isEmpty();
        });
    }

    private List<Path> recordings(String name) throws Exception {
        Path runs = folder.resolve("runs");
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(runs)) {
            return files.filter(file -> file.getFileName().toString().equals(name))
                    .toList();
        }
    }

    private static void signal(String name, long pid) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }

    private static long delivered(JsonNode trial, String count) {
        return trial.get("delivery").get(count).asLong();
    }

    private static Set<String> processes(JsonNode trial) {
        return trial.get("processes").values().stream()
                .map(process -> process.get("role").asString() + " "
                        + process.get("index").asInt())
                .collect(Collectors.toSet());
    }
}
