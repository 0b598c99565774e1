package queuelab.supervisor.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a file holds, it is a scenario or it is refused in words: nothing else ever comes out of the reader. */
class ScenarioFuzzTest {
    private static final int ROUNDS = Integer.getInteger("queuelab.fuzz.rounds", 400);
    private static final long SEED = Long.getLong("queuelab.fuzz.seed", 20_261_101L);

    private static final String[] PIECES = {
        "\n",
        "  ",
        "\t",
        ": ",
        ":",
        "- ",
        "-",
        "[",
        "]",
        "{",
        "}",
        ",",
        "\"",
        "'",
        "#",
        "&a ",
        "*a",
        "!",
        "!!str ",
        "|\n",
        ">\n",
        "? ",
        "%YAML 9.9\n",
        "---\n",
        "...\n",
        "<<: *a\n",
        "~",
        "null",
        "\u0000",
        "\u0085",
        "\u2028",
        "\uD83D\uDE00",
        "\\u12",
        "=",
        "@",
        "`",
        "base",
        "variants",
        "sweep",
        "repeats",
        "producer",
        "producer.size",
        "client.options",
        "1KiB",
        "-1",
        "999999999999999999999",
        "0.0000001",
        "1e400",
        ".",
        "..",
        "broker.properties",
        "timeline",
        "consumer.work: cpu exp "
    };

    private static final String SCENARIO = """
            name: persistence
            about: What does keeping messages on disk cost?
            base: &a
              producer: {load: 1000/s, size: 1KiB}
              broker.properties: {"a.b": c}
              consumer.work: sleep exp 2ms
              consumer.fail: 1%
            variants:
              durable: {queue.storage: durable}
              memory:  {queue.storage: memory}
            sweep:
              consumer.processes: [1, 2, 4]
              warmup:
              - 1s
              - 2ms
            repeats: 3
            """;

    @TempDir
    Path folder;

    @Test
    void randomBytesAreRefused() {
        var random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            read(round, bytes);
        }
    }

    @Test
    void randomPiecesAreReadOrRefused() {
        var random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            var text = new StringBuilder();
            int pieces = random.nextInt(40);
            for (int i = 0; i < pieces; i++) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            read(round, text.toString().getBytes(UTF_8));
        }
    }

    @Test
    void aDamagedScenarioIsReadOrRefused() {
        var random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            var text = new StringBuilder(SCENARIO);
            int damages = 1 + random.nextInt(4);
            for (int i = 0; i < damages; i++) {
                int at = random.nextInt(text.length());
                int end = Math.min(text.length(), at + random.nextInt(6));
                text.replace(at, end, random.nextInt(4) == 0 ? "" : PIECES[random.nextInt(PIECES.length)]);
            }
            byte[] bytes = text.toString().getBytes(UTF_8);
            if (random.nextInt(8) == 0) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            read(round, bytes);
        }
    }

    private void read(int round, byte[] bytes) {
        String override = PIECES[bytes.length % PIECES.length] + "=" + PIECES[round % PIECES.length];
        var yaml = new ScenarioText(folder);
        try {
            for (String[] overrides : new String[][] {{}, {override}, {"producer.size=" + override}}) {
                readOnce(yaml, bytes, overrides);
            }
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("round " + round + ", seed " + SEED + ": " + Arrays.toString(bytes), e);
        }
    }

    private static void readOnce(ScenarioText yaml, byte[] bytes, String... overrides) {
        try {
            Scenario scenario = yaml.read(bytes, overrides);
            scenario.combinations().forEach(combination -> Settings.of(combination.written()));
            assertThat(readAgain(yaml, ScenarioWriter.write(scenario)).combinations())
                    .isEqualTo(scenario.combinations());
        } catch (ScenarioProblems problems) {
            assertThat(problems.problems()).isNotEmpty();
            assertThat(problems.getMessage()).isNotBlank();
        }
    }

    private static Scenario readAgain(ScenarioText yaml, String written) {
        try {
            return yaml.read(written);
        } catch (ScenarioProblems problems) {
            throw new IllegalStateException("what was written cannot be read:\n" + written, problems);
        }
    }
}
