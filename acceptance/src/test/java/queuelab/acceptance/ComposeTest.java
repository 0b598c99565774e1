package queuelab.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/**
 * {@code docker compose up} in this checkout, as a person would type it, under a project name of its own. Skipped, and loudly, where no engine
 * runs, the images that the Dockerfile begins with are not here (nothing is pulled in a test), or network or engine keep the image from being
 * built and started: none of that says anything of the lab.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ComposeTest {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration BUILD = Duration.ofMinutes(6);
    private static final String PROJECT = "queue-lab-test";
    private static final Pattern ADDRESS = Pattern.compile("(http://127\\.0\\.0\\.1:8080)/\\?token=(\\S+)");

    /** What Maven, apt and the engine say in a build where the network, and not the lab, is in the way. */
    private static final Pattern NETWORK = Pattern.compile(
            "(?i)could not transfer|could not be resolved|unknown ?host|temporary failure|could not resolve|failed to fetch"
                    + "|connection (refused|reset|timed out)|network is unreachable|no route to host|TLS handshake|PKIX"
                    + "|no space left|did not end within");

    /** What the engine says at a start where it, and not the image, is in the way. */
    private static final Pattern ENGINE = Pattern.compile(
            "(?i)cannot connect to the docker daemon|address already in use|port is already allocated|no space left"
                    + "|iptables|cgroup|operation not permitted|read-only file system");

    private static List<String> compose = List.of();
    private static ServedLab lab = new ServedLab("", "");

    @BeforeAll
    static void up() throws Exception {
        compose = composeCommand();
        orSkip(NETWORK, () -> run(BUILD, "build"));
        orSkip(ENGINE, () -> run(PATIENCE, "up", "-d", "--scale", "consumer=2"));
        await().atMost(PATIENCE)
                .until(() ->
                        ADDRESS.matcher(run(PATIENCE, "logs", "supervisor")).find());
        Matcher address = ADDRESS.matcher(run(PATIENCE, "logs", "supervisor"));
        assertThat(address.find()).isTrue();
        lab = new ServedLab(address.group(1), address.group(2));
    }

    @AfterAll
    static void down() throws Exception {
        lab.close();
        if (!compose.isEmpty()) {
            run(PATIENCE, "down", "--volumes");
        }
    }

    @Test
    @Order(1)
    void bothLanesFlow() {
        await().atMost(PATIENCE).ignoreException(IOException.class).until(lab::bothLanesFlow);
    }

    @Test
    @Order(2)
    void moreConsumersAreSeenAndShareTheLoad() throws Exception {
        run(PATIENCE, "up", "-d", "--scale", "consumer=4");

        for (String lane : ServedLab.LANES) {
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(lab.running(lane, "consumer")).hasSize(4));
            await().atMost(PATIENCE)
                    .until(() -> ServedLab.stream(lab.lane(lane).get("processes"))
                            .filter(process -> process.get("role").asString().equals("CONSUMER"))
                            .allMatch(
                                    process -> process.get("receivedPerSecond").asDouble() > 0));
        }
    }

    @Test
    @Order(3)
    void whatIsDurableSurvivesARestartOfTheBrokersContainerAndWhatIsNotDoesNot() throws Exception {
        lab.post("/api/lanes/knobs", "{\"work\": \"sleep\", \"workMicros\": 200000}");
        for (String lane : ServedLab.LANES) {
            await().atMost(PATIENCE)
                    .until(() -> lab.lane(lane).get("reading").path("depth").asLong(0) > 100);
        }

        run(PATIENCE, "restart", "broker");

        for (String lane : ServedLab.LANES) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(lab.running(lane, "broker")).hasSize(1));
        }
        lab.post("/api/lanes/knobs", "{\"work\": \"none\"}");
        await().atMost(PATIENCE).until(lab::bothLanesFlow);
        await().atMost(PATIENCE)
                .until(() -> lab.lane("memory").get("account").path("lost").asLong(0) > 0);
        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode lost = lab.lane("durable").get("account").get("lost");
            assertThat(lost.isNumber()).isTrue();
            assertThat(lost.asLong()).isZero();
        });
        assertThat(lab.lane("durable").get("story").asString()).contains("The broker died");
        assertThat(lab.lane("memory").get("story").asString()).contains("The broker died");
    }

    @Test
    @Order(4)
    void anExperimentRunsInAContainerOfItsOwnAndIsInTheHistory() throws Exception {
        lab.post("/api/lanes/stop", "{}");
        String said = run(
                PATIENCE,
                "run",
                "--rm",
                "lab",
                "run",
                "smoke",
                "--set",
                "warmup=1s",
                "--set",
                "measure=2s",
                "--repeats",
                "1");

        assertThat(said).contains("durable").contains("memory");
        assertThat(lab.get("/api/runs").toString()).contains("smoke");
    }

    @Test
    @Order(5)
    void theTokenIsInNoCommandLineNorEnvironment() throws Exception {
        String token = token();
        List<String> containers = run(PATIENCE, "ps", "-q").lines().toList();
        assertThat(containers).hasSizeGreaterThan(5);
        for (String container : containers) {
            assertThat(execute(PATIENCE, true, List.of("docker", "inspect", container)))
                    .doesNotContain(token);
        }
    }

    @Test
    @Order(6)
    void runsRecordingsAndTheTokenSurviveDownAndUp() throws Exception {
        String token = token();
        String recordings = recordingsOfTheDurableLane();
        assertThat(recordings).contains("durable-");
        run(PATIENCE, "down");
        run(PATIENCE, "up", "-d");

        var again = new ServedLab("http://127.0.0.1:8080", token);
        await().atMost(PATIENCE)
                .ignoreException(IOException.class)
                .untilAsserted(
                        () -> assertThat(again.get("/api/runs").toString()).contains("smoke"));
        await().atMost(PATIENCE).ignoreException(IOException.class).until(again::bothLanesFlow);
        again.close();
        assertThat(recordingsOfTheDurableLane()).contains(recordings.lines().toList());
    }

    private static String recordingsOfTheDurableLane() throws Exception {
        return run(PATIENCE, "run", "--rm", "--entrypoint", "ls", "lab", "/data/runs/live/durable")
                .lines()
                .filter(line -> line.startsWith("durable-"))
                .collect(Collectors.joining("\n"));
    }

    private static String token() throws Exception {
        Matcher address = ADDRESS.matcher(run(PATIENCE, "logs", "supervisor"));
        assertThat(address.find()).isTrue();
        return address.group(2);
    }

    /** Either of the two that the README names; without an engine, or the images to begin with, there is nothing to test. */
    private static List<String> composeCommand() throws Exception {
        if ("false".equals(System.getenv("LAB_TEST_COMPOSE"))) {
            skip("LAB_TEST_COMPOSE says so");
        }
        if (!succeeds("docker", "info")) {
            skip("no Docker engine answers here");
        }
        for (String image : List.of("eclipse-temurin:25-jdk", "eclipse-temurin:25-jre")) {
            if (!succeeds("docker", "image", "inspect", image)) {
                skip("the image " + image + " is not here, and tests pull none (docker pull " + image + ")");
            }
        }
        for (List<String> command : List.of(List.of("docker", "compose"), List.of("docker-compose"))) {
            var version = new ArrayList<>(command);
            version.add("version");
            if (succeeds(version.toArray(String[]::new))) {
                return command;
            }
        }
        return skip("neither `docker compose` nor docker-compose is here");
    }

    private static List<String> skip(String why) {
        System.err.println("COMPOSE IS NOT TESTED: " + why);
        return abort("COMPOSE IS NOT TESTED: " + why);
    }

    /** What Compose does. */
    private interface Step {
        String run() throws Exception;
    }

    private static void orSkip(Pattern inTheWay, Step step) throws Exception {
        try {
            step.run();
        } catch (AssertionError e) {
            String said = String.valueOf(e.getMessage());
            if (inTheWay.matcher(said).find()) {
                skip("network or engine are in the way: " + said.substring(Math.max(0, said.length() - 1000)));
            }
            throw e;
        }
    }

    private static boolean succeeds(String... command) throws Exception {
        try {
            execute(Duration.ofSeconds(30), false, List.of(command));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Runs Compose on this checkout and returns what it printed. */
    private static String run(Duration deadline, String... arguments) throws Exception {
        var command = new ArrayList<>(compose);
        command.addAll(List.of(
                "-p", PROJECT, "-f", Bench.CHECKOUT.resolve("compose.yaml").toString()));
        command.addAll(List.of(arguments));
        return execute(deadline, true, command);
    }

    private static String execute(Duration deadline, boolean mustSucceed, List<String> command) throws Exception {
        Path out = Files.createTempFile("compose", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(out.toFile())
                    .start();
            if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " did not end within " + deadline + ": " + Files.readString(out));
            }
            String said = Files.readString(out);
            if (process.exitValue() != 0 && !isVerdict(command, process.exitValue())) {
                if (mustSucceed) {
                    throw new AssertionError(command + " ended with " + process.exitValue() + ": " + said);
                }
                throw new IOException(said);
            }
            return said;
        } finally {
            Files.deleteIfExists(out);
        }
    }

    /** An experiment on a busy machine may be invalid; that is no failure of Compose. */
    private static boolean isVerdict(List<String> command, int exitCode) {
        return command.contains("run") && exitCode == 3;
    }
}
