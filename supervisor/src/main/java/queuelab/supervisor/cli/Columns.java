package queuelab.supervisor.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Lines of cells, printed with each column as wide as its widest cell. */
final class Columns {
    private static final String GAP = "  ";

    private final List<List<String>> lines = new ArrayList<>();

    void line(String... cells) {
        lines.add(List.of(cells));
    }

    void print(PrintWriter out, String indent) {
        int columns = lines.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = IntStream.range(0, columns)
                .map(column -> lines.stream()
                        .filter(line -> column < line.size())
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        for (List<String> line : lines) {
            String padded = IntStream.range(0, line.size())
                    .mapToObj(column -> line.get(column)
                            + " ".repeat(widths[column] - line.get(column).length()))
                    .collect(Collectors.joining(GAP));
            out.println((indent + padded).stripTrailing());
        }
    }
}
