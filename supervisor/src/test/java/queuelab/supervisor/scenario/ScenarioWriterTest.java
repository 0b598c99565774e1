package queuelab.supervisor.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioWriterTest {
    private static final String TEXT = """
            name: round-trip
            about: "What: does \\"this\\" cost? # 100 %\\nTwo lines – and ünïcode"
            base:
              producer: {load: 1000/s, size: 1KiB}
              broker.properties: {'addressSettings."lab.#".a': "yes: no", b: " #x", c: "*d", e: "null", f: "~"}
              consumer.work: sleep exp 2ms
              consumer.fail: 1%
            variants:
              "1": {queue.storage: durable}
              "true": {queue.storage: memory}
              none:
            sweep:
              consumer.processes: [1, 2, 4]
            repeats: 5
            """;

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenReadsBackTheSame() throws ScenarioProblems {
        var yaml = new ScenarioText(folder);
        Scenario scenario = yaml.read(TEXT, "producer.size=2KiB", "measure=20s");

        String written = ScenarioWriter.write(scenario);
        Scenario again = yaml.read(written);

        assertThat(again)
                .isEqualTo(new Scenario(
                        scenario.name(),
                        scenario.about(),
                        scenario.variants(),
                        scenario.base(),
                        scenario.sweep(),
                        scenario.repeats(),
                        written));
        assertThat(again.variants().keySet())
                .containsExactlyElementsOf(scenario.variants().keySet());
        assertThat(ScenarioWriter.write(again)).isEqualTo(written);
    }

    @Test
    void whatIsWrittenCanBeReadByAPerson() throws ScenarioProblems {
        Scenario scenario = new ScenarioText(folder).read("""
                about: Why?
                base: {producer: {load: 1000/s}, consumer.threads: 4}
                variants: {durable: , memory: {queue.storage: memory}}
                sweep: {consumer.processes: [1, 2]}
                """);

        assertThat(ScenarioWriter.write(scenario)).isEqualTo("""
                name: x
                about: Why?
                base:
                  producer.load: 1000/s
                  consumer.threads: 4
                variants:
                  durable: {}
                  memory:
                    queue.storage: memory
                sweep:
                  consumer.processes: [1, 2]
                repeats: 3
                """);
    }
}
