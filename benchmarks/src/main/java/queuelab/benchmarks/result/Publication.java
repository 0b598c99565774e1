package queuelab.benchmarks.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Where a benchmark's results go besides stdout: the options that all of them share. */
public final class Publication {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Option(
            names = "--write",
            paramLabel = "FILE",
            description =
                    "a text file, such as README.md, whose part between this benchmark's two comments the tables replace")
    private @Nullable Path written;

    @Option(names = "--json", paramLabel = "FILE", description = "writes every single figure there as JSON")
    private @Nullable Path json;

    @Option(
            names = "--resume",
            description =
                    "adds to what the file of --json holds from before, so that a long measurement can be made in pieces")
    private boolean resumed;

    /** What was measured before and is to be added to. */
    public Optional<JsonNode> earlier() {
        return resumed && json != null && Files.exists(json)
                ? Optional.of(MAPPER.readTree(json.toFile()))
                : Optional.empty();
    }

    /** Turns a part of a document from before into what it was written from. */
    public static <T> T read(JsonNode part, Class<T> type) {
        return MAPPER.treeToValue(part, type);
    }

    /**
     * Prints the text, and writes what was asked for.
     *
     * @param name of the benchmark
     * @param document all figures
     * @param complete whether all that was asked for was measured: else the text file stays as it is
     */
    public void publish(String name, String text, Object document, boolean complete) throws IOException {
        System.out.print(text);
        System.out.flush();
        if (written != null && complete) {
            new Section(name).write(written, text);
        }
        if (json != null) {
            Files.writeString(json, MAPPER.writeValueAsString(document) + "\n");
        }
    }
}
