package queuelab.benchmarks.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A part of a text file that a benchmark owns: what lies between two comments that name it. Everything else in the file stays as it is.
 *
 * @param name of the benchmark
 */
public record Section(String name) {
    /**
     * Replaces what lies between the comments.
     *
     * @throws IOException when the file has not exactly one such part
     */
    public void write(Path file, String content) throws IOException {
        String text = Files.readString(file);
        int begin = text.indexOf(opening());
        int end = text.indexOf(closing());
        if (begin < 0 || end < begin || text.indexOf(opening(), begin + 1) >= 0) {
            throw new IOException(
                    file + " must hold “" + opening() + "” and, after it, “" + closing() + "”, once each");
        }
        String changed =
                text.substring(0, begin + opening().length()) + "\n" + content.strip() + "\n" + text.substring(end);
        Path unfinished = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), changed);
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private String opening() {
        return "<!-- lab bench " + name + ": written by it -->";
    }

    private String closing() {
        return "<!-- lab bench " + name + ": end -->";
    }
}
