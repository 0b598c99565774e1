package queuelab.supervisor.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Reads a file as text, or says why it cannot be a scenario. */
final class ScenarioFile {
    private static final int MOST_BYTES = 1 << 20;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private ScenarioFile() {}

    /** The file's text; empty where there is a problem, which is then among the problems. */
    static Optional<String> read(Path file, ProblemList problems) {
        String name = "`" + file + "`";
        if (!Files.exists(file)) {
            problems.add(null, name + " does not exist");
        } else if (Files.isDirectory(file)) {
            problems.add(null, name + " must be a scenario file, got a folder");
        } else if (!Files.isRegularFile(file)) {
            problems.add(null, name + " must be a scenario file, got a device or pipe");
        } else {
            return text(file, name, problems);
        }
        return Optional.empty();
    }

    /** The same for text that came otherwise than in a file, under the same limits. */
    static Optional<String> accept(String text, String name, ProblemList problems) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MOST_BYTES) {
            problems.add(
                    null,
                    "`" + name + "` must be at most 1 MiB, got " + String.format(Locale.ROOT, "%,d", bytes.length)
                            + " B");
            return Optional.empty();
        }
        return decoded(bytes, Path.of(name), problems);
    }

    private static Optional<String> text(Path file, String name, ProblemList problems) {
        byte[] bytes;
        try (InputStream input = Files.newInputStream(file)) {
            bytes = input.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                String size = String.format(Locale.ROOT, "%,d", Math.max(Files.size(file), bytes.length));
                problems.add(null, name + " must be at most 1 MiB, got " + size + " B");
                return Optional.empty();
            }
        } catch (IOException e) {
            problems.add(null, name + " cannot be read: " + e.getClass().getSimpleName());
            return Optional.empty();
        }
        return decoded(bytes, file, problems);
    }

    private static Optional<String> decoded(byte[] bytes, Path file, ProblemList problems) {
        CharBuffer text = CharBuffer.allocate(bytes.length);
        ByteBuffer input = ByteBuffer.wrap(bytes);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(input, text, true);
        int end = result.isError() ? input.position() : bytes.length;
        int line = 1;
        for (int i = 0; i < end; i++) {
            line += bytes[i] == '\n' ? 1 : 0;
            end = isControl(bytes[i]) ? i : end;
        }
        if (end < bytes.length) {
            problems.add(
                    new Place(file.toString(), line),
                    "a scenario must be UTF-8 text, got the byte 0x%02X at offset %d".formatted(bytes[end], end));
            return Optional.empty();
        }
        text.flip();
        return Optional.of(
                !text.isEmpty() && text.get(0) == BYTE_ORDER_MARK
                        ? text.subSequence(1, text.length()).toString()
                        : text.toString());
    }

    /** Whether no text holds it; in UTF-8 such a byte is never part of another character. */
    private static boolean isControl(byte value) {
        return value >= 0 && value < ' ' && value != '\n' && value != '\r' && value != '\t';
    }
}
