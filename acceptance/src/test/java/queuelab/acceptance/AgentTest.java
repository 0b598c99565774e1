package queuelab.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A supervisor and its agents on loopback, all real processes. One supervisor for all of it, in the order of its life: starting so many JVMs
 * costs more than the tests.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AgentTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Pattern ADDRESS = Pattern.compile("(http://\\S+?)/\\?token=(\\S+)");

    @TempDir
    private static Path folder;

    private static final List<Launch.Running> AGENTS = new ArrayList<>();
    private static Launch.Running supervisor;
    private static ServedLab lab;

    @BeforeAll
    static void startThemAll() throws Exception {
        supervisor = lab("serve", "--port", "0", "--agents", "--token-file", "token", "--out", "runs");
        await().atMost(PATIENCE).until(() -> {
            assertThat(supervisor.process().isAlive()).as(supervisor.err()).isTrue();
            return ADDRESS.matcher(supervisor.out()).find();
        });
        Matcher address = ADDRESS.matcher(supervisor.out());
        assertThat(address.find()).isTrue();
        lab = new ServedLab(address.group(1), address.group(2));
        for (String role : List.of("broker", "producer", "consumer", "consumer")) {
            AGENTS.add(startAgent(role, AGENTS.size()));
        }
    }

    @AfterAll
    static void endThemAll() throws Exception {
        for (Launch.Running agent : AGENTS) {
            agent.close();
        }
        supervisor.close();
        lab.close();
    }

    @Test
    @Order(1)
    void bothLanesFlowWithOneConsumerAtEachConsumerAgent() throws Exception {
        await().atMost(PATIENCE).until(lab::bothLanesFlow);

        assertThat(lab.agents()).containsExactly("broker-1", "producer-1", "consumer-1", "consumer-2");
        for (String lane : ServedLab.LANES) {
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(lab.running(lane, "consumer")).hasSize(2));
        }
        assertThat(programs(agent(0))).containsExactly("broker-config", "broker-config");
        assertThat(programs(agent(1))).containsExactly("producer", "producer");
        assertThat(programs(agent(2))).containsExactly("consumer", "consumer");
        assertThat(programs(agent(3))).containsExactly("consumer", "consumer");
        assertThat(supervisor.process().descendants()).isEmpty();
    }

    @Test
    @Order(2)
    void whatTheLanesLostAndDuplicatedIsKnownThoughTheLedgersAreElsewhere() {
        for (String lane : ServedLab.LANES) {
            await().atMost(PATIENCE).untilAsserted(() -> {
                JsonNode account = lab.lane(lane).get("account");
                assertThat(account.get("received").asLong()).isPositive();
                assertThat(account.get("lost").asLong()).isZero();
                assertThat(account.get("duplicated").asLong()).isZero();
            });
        }
    }

    @Test
    @Order(3)
    void anExperimentRunsAtTheAgentsAndItsRecordingsComeHome() throws Exception {
        lab.post("/api/experiments", "{\"scenario\": \"smoke\"}");
        await().atMost(PATIENCE)
                .until(() -> lab.get("/api/experiments/current")
                        .get("state")
                        .asString()
                        .equals("finished"));

        JsonNode results = JsonMapper.shared().readTree(Files.readString(only("results.json")));
        assertThat(results.get("trials")).isNotEmpty().allSatisfy(trial -> {
            assertThat(trial.get("verdict").asString()).isNotEqualTo("fail");
            JsonNode delivery = trial.get("delivery");
            assertThat(delivery.get("attempted").asLong())
                    .isPositive()
                    .isEqualTo(delivery.get("distinct").asLong());
            assertThat(delivery.get("lost").asLong()).isZero();
        });
        assertThat(only("trial.json")).content().contains("\"agent\": \"consumer-");
    }

    @Test
    @Order(4)
    void anAgentThatDiesTakesItsConsumersAlongAndTheLanesGoOn() throws Exception {
        await().atMost(PATIENCE).until(lab::bothLanesFlow);
        List<ProcessHandle> children = agent(3).process().descendants().toList();
        assertThat(children).isNotEmpty();

        agent(3).process().destroyForcibly();

        await().atMost(PATIENCE).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        await().atMost(PATIENCE).until(() -> lab.agents().size() == 3);
        for (String lane : ServedLab.LANES) {
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(lab.running(lane, "consumer")).hasSize(1));
        }
        assertThat(lab.marks()).contains("died");
        await().atMost(PATIENCE).until(lab::bothLanesFlow);
    }

    @Test
    @Order(5)
    void aBrokerAgentThatEndsWhileAConsumerIsStartedBringsBackWhatWasDurable() throws Exception {
        AGENTS.add(startAgent("consumer", AGENTS.size()));
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> lab.isStarting("consumer"));
        agent(0).process().destroy();
        assertThat(agent(0).end(PATIENCE).exitCode()).isEqualTo(143);
        await().atMost(PATIENCE).until(() -> !lab.agents().contains("broker-1"));

        AGENTS.set(0, startAgent("broker", 0));

        for (String lane : ServedLab.LANES) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(lab.running(lane, "broker")).containsExactly("broker-2"));
        }
        for (String lane : ServedLab.LANES) {
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(lab.running(lane, "consumer")).hasSize(2));
        }
        await().atMost(PATIENCE).until(lab::bothLanesFlow);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                lab.lane("durable").get("account").get("lost").asLong())
                        .isZero());
        assertThat(lab.lane("memory").get("story").asString()).contains("The broker died");
    }

    @Test
    @Order(6)
    void childrenDoNotOutliveASupervisorThatStaysAway() {
        List<ProcessHandle> children =
                AGENTS.stream().flatMap(agent -> agent.process().descendants()).toList();
        assertThat(children).isNotEmpty();

        supervisor.process().destroyForcibly();

        await().atMost(PATIENCE).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(agent(0).process().isAlive()).isTrue();
    }

    @Test
    @Order(7)
    void agentsEndWhenTheyAreToldTo() throws Exception {
        for (int index : List.of(0, 1, 2, 4)) {
            agent(index).process().destroy();
        }
        for (int index : List.of(0, 1, 2, 4)) {
            assertThat(agent(index).end(PATIENCE).exitCode()).isEqualTo(143);
        }
    }

    private static Launch.Running startAgent(String role, int place) throws IOException {
        return lab(
                "agent", "--supervisor", address(), "--role", role, "--token-file", "token", "--work", "work-" + place);
    }

    private static Launch.Running agent(int index) {
        return AGENTS.get(index);
    }

    private static String address() throws IOException {
        Matcher address = ADDRESS.matcher(supervisor.out());
        assertThat(address.find()).isTrue();
        return address.group(1);
    }

    private static Launch.Running lab(String... arguments) throws IOException {
        Path distribution = Path.of(System.getProperty("queuelab.distribution"));
        return new Launch(distribution.resolve("lab"), arguments)
                .with("PATH", System.getenv("PATH"))
                .with("LAB_JAVA_HOME", System.getProperty("java.home"))
                .in(folder)
                .start();
    }

    /** What its children run. */
    private static List<String> programs(Launch.Running agent) {
        Pattern program = Pattern.compile("/lib/([a-z-]+)-[0-9]");
        return agent.process()
                .descendants()
                .map(child -> program.matcher(child.info().commandLine().orElse("")))
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .toList();
    }

    private static Path only(String name) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("runs"))) {
            return files.filter(file -> file.getFileName().toString().equals(name))
                    .filter(file -> !file.toString().contains("/live/"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
