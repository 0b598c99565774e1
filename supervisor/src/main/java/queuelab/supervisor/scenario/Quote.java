package queuelab.supervisor.scenario;

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
}
