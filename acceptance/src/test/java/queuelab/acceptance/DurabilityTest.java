package queuelab.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one run tells of how its brokers kept messages: a real broker, real processes, a disk. Of timings only sums and counts are asserted. The run is
 * made with a distribution that lacks the native half of the ASYNCIO journal, as a machine without libaio does.
 */
class DurabilityTest {
    private static final Duration LONG = Duration.ofMinutes(4);
    private static final Percentage TWO = Percentage.withPercentage(2);
    private static final List<String> STAGES = List.of("clientToBroker", "stored", "waiting", "brokerToClient");

    private static final String SCENARIO = """
            name: durability
            base:
              producer.load: 300/s
              warmup: 500ms
              measure: 1500ms
            variants:
              durable: {queue.storage: durable}
              memory: {queue.storage: memory}
              off: {broker.stages: false}
              asyncio: {broker.profile: asyncio}
              pages:
                producer.load: 4000/s
                consumer.work: sleep 200us
                broker.heap: 128MiB
                broker.properties.globalMaxSize: 1048576
                measure: 4500ms
                drain: 2m
            repeats: 1
            """;

    private static JsonNode trials = JsonMapper.shared().createArrayNode();

    @BeforeAll
    static void run(@TempDir Path folder) throws Exception {
        Path scenario = Files.writeString(folder.resolve("durability.yaml"), SCENARIO);
        try (Launch.Running lab = new Launch(withoutNativeLibraries(folder), "run", scenario.toString(), "--json")
                .with("PATH", System.getenv("PATH"))
                .with("LAB_JAVA_HOME", System.getProperty("java.home"))
                .in(folder)
                .start()) {
            Ended ended = lab.end(LONG);
            assertThat(ended.exitCode()).as(ended.err()).isEqualTo(3);
            trials = JsonMapper.shared().readTree(ended.out()).get("trials");
        }
    }

    @Test
    void stagesAddUpToTheTimeFromSendingToReceiptForDurableAndForMemory() {
        for (String variant : List.of("durable", "memory")) {
            JsonNode stages = trial(variant).get("stages");
            assertThat(stages.get("unavailable").asString()).as(variant).isEmpty();
            double sum = STAGES.stream()
                    .mapToDouble(stage -> stages.get("meanNanos").get(stage).asDouble())
                    .sum();
            double whole = trial(variant)
                    .get("latency")
                    .get("sendToReceive")
                    .get("meanNanos")
                    .asDouble();
            assertThat(sum).as(variant).isCloseTo(whole, TWO);
            assertThat(stages.get("deviation").asDouble()).isLessThan(0.02);
        }
    }

    @Test
    void whereStagesAreSwitchedOffTheyAreSaidToBe() {
        JsonNode trial = trial("off");

        assertThat(trial.get("stages").get("unavailable").asString()).isEqualTo("switched off by broker.stages");
        assertThat(trial.get("latency").has("sentToStored")).isFalse();
    }

    @Test
    void theJournalInEffectAndTheDiskBeneathItAreTold() {
        JsonNode trial = trial("durable");

        assertThat(trial.get("journal").get("inEffect").asString()).isEqualTo("NIO");
        assertThat(trial.get("journal").get("bufferTimeoutNanos").asLong()).isEqualTo(100_000);
        assertThat(trial.get("journal").get("datasync").asBoolean()).isTrue();
        assertThat(trial.get("disk").get("fileSystem").asString()).isNotEmpty();
        assertThat(trial.get("disk").get("journal").asString()).isEqualTo("NIO");
    }

    @Test
    void asyncioWithoutItsNativeLibraryIsInvalidAndNotNioInDisguise() {
        JsonNode trial = trial("asyncio");

        assertThat(trial.get("verdict").asString()).isEqualTo("invalid");
        assertThat(trial.get("reasons").toString())
                .contains(
                        "the journal in effect is NIO, asked for was ASYNCIO: libaio is not installed, or Artemis's native library"
                                + " for it could not be loaded");
    }

    @Test
    void aBacklogThatIsPagedLosesNothing() {
        JsonNode trial = trial("pages");

        assertThat(check(trial, "brokerLog")).contains("paging started");
        assertThat(trial.get("verdict").asString()).isNotEqualTo("fail");
        assertThat(trial.get("delivery").get("attempted").asLong()).isGreaterThan(15_000);
        assertThat(trial.get("delivery").get("lost").asLong()).isZero();
        assertThat(trial.get("delivery").get("residual").asLong()).isZero();
        assertThat(trial.get("delivery").get("distinct").asLong())
                .isEqualTo(trial.get("delivery").get("attempted").asLong());
    }

    private static JsonNode trial(String variant) {
        return trials.values().stream()
                .filter(trial -> trial.get("variant").asString().equals(variant))
                .findFirst()
                .orElseThrow();
    }

    private static String check(JsonNode trial, String name) {
        return trial.get("checks").values().stream()
                .filter(check -> check.get("name").asString().equals(name))
                .findFirst()
                .orElseThrow()
                .get("reason")
                .asString();
    }

    /** The distribution's launcher beside links to all of it but those libraries. */
    private static Path withoutNativeLibraries(Path folder) throws Exception {
        Path whole = Path.of(System.getProperty("queuelab.distribution"));
        Path home = Files.createDirectory(folder.resolve("lab-without-libaio"));
        for (String part : List.of("lib", "profiles", "scenarios")) {
            Files.createSymbolicLink(home.resolve(part), whole.resolve(part));
        }
        return Files.copy(whole.resolve("lab"), home.resolve("lab"), StandardCopyOption.COPY_ATTRIBUTES);
    }
}
