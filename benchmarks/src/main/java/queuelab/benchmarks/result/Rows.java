package queuelab.benchmarks.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What {@code --rows} names: constants of an enum, as {@code hot-path} names {@code HOT_PATH}. */
public final class Rows {
    private Rows() {}

    /** How a person names it on the command line. */
    public static String word(Enum<?> row) {
        return row.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Those that were named, in that order.
     *
     * @throws ParameterException when there is none of that name
     */
    public static <E extends Enum<E>> List<E> named(List<String> names, E[] all, CommandSpec spec) {
        List<E> named = new ArrayList<>();
        for (String name : names) {
            named.add(Stream.of(all)
                    .filter(row -> word(row).equals(name.strip()))
                    .findFirst()
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(),
                            "--rows: there is no '" + name + "'; there are "
                                    + Stream.of(all).map(Rows::word).collect(Collectors.joining(", ")))));
        }
        return named;
    }
}
