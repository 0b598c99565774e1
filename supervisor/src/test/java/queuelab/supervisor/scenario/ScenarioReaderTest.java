package queuelab.supervisor.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioReaderTest {
    @TempDir
    Path folder;

    private ScenarioText yaml;

    @BeforeEach
    void prepare() {
        yaml = new ScenarioText(folder);
    }

    @Test
    void aScenarioIsReadWhole() throws ScenarioProblems {
        String text = """
                name: persistence
                about: What does keeping messages on disk cost?
                base:
                  producer: {load: 1000/s, size: 1KiB}
                variants:
                  durable: {queue.storage: durable}
                  memory:  {queue.storage: memory}
                sweep:
                  consumer.processes: [1, 2, 4]
                repeats: 5
                """;

        assertThat(yaml.read(text))
                .isEqualTo(new Scenario(
                        "persistence",
                        "What does keeping messages on disk cost?",
                        Map.of(
                                "durable", Map.of("queue.storage", "durable"),
                                "memory", Map.of("queue.storage", "memory")),
                        Map.of("producer.load", "1000/s", "producer.size", "1KiB"),
                        Map.of("consumer.processes", List.of("1", "2", "4")),
                        5,
                        text));
    }

    @Test
    void aScenarioOfNothingButANameIsOnePointWithDefaults() throws ScenarioProblems {
        Scenario scenario = yaml.read("name: plain");

        assertThat(scenario.repeats()).isEqualTo(3);
        assertThat(scenario.combinations()).containsExactly(new Combination("base", Map.of(), Map.of()));
    }

    @Test
    void withoutANameTheFileGivesIt() throws IOException, ScenarioProblems {
        Path file = Files.writeString(folder.resolve("my own (2).yaml"), "base: {}");

        assertThat(ScenarioReader.read(file, List.of(), null).name()).isEqualTo("my-own-2-");
    }

    @Test
    void nestedAndDottedKeysMeanTheSame() throws ScenarioProblems {
        assertThat(yaml.read("base: {producer: {size: 2KiB}, client: {options: {tcpNoDelay: true}}}")
                        .base())
                .isEqualTo(yaml.read("base: {producer.size: 2KiB, client.options.tcpNoDelay: true}")
                        .base())
                .isEqualTo(Map.of("producer.size", "2KiB", "client.options.tcpNoDelay", "true"));
    }

    @Test
    void namesInsideAMappingSettingMayContainDots() throws ScenarioProblems {
        Scenario scenario = yaml.read("""
                base:
                  broker.properties:
                    addressSettings."lab.#".maxDeliveryAttempts: 5
                    acceptorConfigurations: {artemis: {params: {port: 0}}}
                """);

        assertThat(Settings.of(scenario.base()).broker().properties())
                .isEqualTo(Map.of(
                        "addressSettings.\"lab.#\".maxDeliveryAttempts", "5",
                        "acceptorConfigurations.artemis.params.port", "0"));
    }

    @Test
    void aVariantGoesOverTheBaseAndTheSweepOverBoth() throws ScenarioProblems {
        Scenario scenario = yaml.read("""
                base: {producer.size: 1KiB, client.options: {tcpNoDelay: true}, queue.count: 1}
                variants:
                  same:
                  other: {producer.size: 2KiB, client.options: {compressLargeMessage: false}}
                sweep: {consumer.processes: [1, 2], consumer.threads: [1, 2]}
                """);

        assertThat(scenario.combinations()).hasSize(8);
        assertThat(scenario.combinations().get(1))
                .isEqualTo(new Combination(
                        "same",
                        Map.of("consumer.processes", "1", "consumer.threads", "2"),
                        Map.of(
                                "producer.size", "1KiB",
                                "client.options.tcpNoDelay", "true",
                                "queue.count", "1",
                                "consumer.processes", "1",
                                "consumer.threads", "2")));
        assertThat(scenario.combinations().get(7).written())
                .containsEntry("producer.size", "2KiB")
                .containsEntry("client.options.tcpNoDelay", "true")
                .containsEntry("client.options.compressLargeMessage", "false")
                .containsEntry("consumer.processes", "2");
    }

    @Test
    void theCommandLineGoesOverBaseVariantsAndSweep() throws ScenarioProblems {
        String text = """
                base: {producer.size: 1KiB}
                variants:
                  one: {queue.copies: 1, producer.load: 1/s}
                  two: {queue.copies: 2, producer.load: 2/s}
                sweep: {consumer.processes: [2, 4]}
                """;

        Scenario scenario = yaml.read(
                text,
                "producer.size=2KiB",
                "producer.load=3/s",
                "consumer.processes=8",
                "producer.size=4KiB",
                "repeats=7");

        assertThat(scenario)
                .isEqualTo(new Scenario(
                        "x",
                        "",
                        Map.of("one", Map.of("queue.copies", "1"), "two", Map.of("queue.copies", "2")),
                        Map.of("producer.size", "4KiB", "producer.load", "3/s", "consumer.processes", "8"),
                        Map.of(),
                        7,
                        text));
    }

    @Test
    void variantsThatTheCommandLineMakesTheSameAreOnePoint() throws ScenarioProblems {
        Scenario scenario = yaml.read("""
                variants:
                  durable: {queue.storage: durable}
                  memory: {queue.storage: memory}
                """, "queue.storage=memory");

        assertThat(scenario.combinations())
                .containsExactly(new Combination("base", Map.of(), Map.of("queue.storage", "memory")));
    }

    @Test
    void theSameVariantMayStandUnderTwoNames() throws ScenarioProblems {
        Scenario scenario = yaml.read("variants: {a: {}, b: {}}", "queue.storage=memory");

        assertThat(scenario.variants()).isEqualTo(Map.of("a", Map.of(), "b", Map.of()));
    }

    @Test
    void aliasesAndQuotesAndCommentsAreFine() throws ScenarioProblems {
        Scenario scenario = yaml.read("""
                \uFEFF# A comment with an umlaut: ä
                variants:
                  a: &common {"producer.size": '2KiB'} # and one more
                  b: *common
                """);

        assertThat(scenario.variants().get("b")).isEqualTo(Map.of("producer.size", "2KiB"));
    }

    @Test
    void repeatsOfTheCommandLineGoBeforeThoseOfTheFile() throws IOException, ScenarioProblems {
        Path file = Files.writeString(folder.resolve("x.yaml"), "repeats: 5");

        assertThat(ScenarioReader.read(file, List.of(), 2).repeats()).isEqualTo(2);
    }
}
