package queuelab.supervisor.scenario;

import java.util.List;

/** Puts what somebody wrote into a sentence. */
final class Quote {
    private static final int MOST_CHARACTERS = 60;

    private Quote() {}

    /** In backticks, on one line, cut where it is long; {@code nothing} where it is empty. */
    static String of(String written) {
        if (written.isEmpty()) {
            return "nothing";
        }
        String line = written.strip().replaceAll("[\\p{Cntrl}\\s]+", " ");
        if (line.codePointCount(0, line.length()) > MOST_CHARACTERS) {
            line = line.substring(0, line.offsetByCodePoints(0, MOST_CHARACTERS)) + "…";
        }
        return "`" + line + "`";
    }

    /** “`a`, `b` or `c`”. */
    static String alternatives(List<String> words) {
        List<String> quoted = words.stream().map(word -> "`" + word + "`").toList();
        return String.join(", ", quoted.subList(0, quoted.size() - 1)) + " or " + quoted.getLast();
    }
}
