package queuelab.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Benchmarks that compare the lab with something are seen to work here; what they measure decides nothing. */
class BenchTest {
    @TempDir
    Path folder;

    @Test
    void whatTheLabItselfCostsIsMeasuredInEveryRowAndWrittenIntoATextFile() throws Exception {
        Path readme = Files.writeString(
                folder.resolve("README.md"),
                "before\n<!-- lab bench self: written by it -->\nold\n<!-- lab bench self: end -->\nafter\n");
        Path json = folder.resolve("self.json");

        int code = BenchMain.execute("self", "--quick", "--write", readme.toString(), "--json", json.toString());

        assertThat(code).isZero();
        JsonNode document = JsonMapper.shared().readTree(json.toFile());
        assertThat(document.get("figures").size()).isEqualTo(24);
        for (JsonNode figure : document.get("figures")) {
            assertThat(figure.get("samples").size()).as(figure.toString()).isPositive();
        }
        assertThat(document.get("growth").size()).isEqualTo(6);
        assertThat(Files.readString(readme))
                .startsWith("before\n<!-- lab bench self: written by it -->\n20")
                .contains("| `lab check`, built ", "| trials: reported ")
                .doesNotContain("old")
                .endsWith("<!-- lab bench self: end -->\nafter\n");
        assertThat(leftovers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void thePeerIsComparedOnOneBrokerWhereThereIsOne(String processes) throws Exception {
        assumeThat(System.getenv("LAB_PEER"))
                .as("LAB_PEER names an Artemis distribution")
                .isNotBlank();
        Path json = folder.resolve("peer.json");

        int code = BenchMain.execute("peer", "--quick", "--peer-processes", processes, "--json", json.toString());

        assertThat(code).isZero();
        for (JsonNode row : JsonMapper.shared().readTree(json.toFile()).get("rows")) {
            assertThat(row.get("lab").size()).as(row.toString()).isEqualTo(1);
            assertThat(row.get("peer").size()).as(row.toString()).isEqualTo(1);
            assertThat(row.get("ratio").get("ratio").asDouble()).isPositive();
        }
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void withoutAPeerItSaysHowToGetOne() {
        var errors = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        try {
            assertThat(BenchMain.execute("peer", "--peer", folder.toString())).isEqualTo(2);
        } finally {
            System.setErr(before);
        }
        assertThat(errors.toString(StandardCharsets.UTF_8))
                .contains("no bin/artemis in " + folder, "apache-artemis", "--peer or LAB_PEER");
    }

    /** What benchmarks left in the checkout. */
    private static String[] leftovers() throws IOException {
        Path launcher = Path.of(System.getProperty("queuelab.launcher"));
        try (var files = Files.list(launcher.resolveSibling("target").resolve("bench"))) {
            return files.map(Path::toString).toArray(String[]::new);
        }
    }
}
