package queuelab.supervisor.cli;

import java.io.Console;

/** Whether somebody watches. */
final class Terminals {
    private Terminals() {}

    /**
     * Whether the stream is a terminal that understands ANSI codes.
     *
     * @param stderr ask for stderr instead of stdout; the JVM knows only of stdin and stdout together, so a redirected stdout counts
     *     as nobody watching stderr either
     */
    @SuppressWarnings("SystemConsoleNull") // jdk.console=java.base, which tests may set, makes it null still
    static boolean isTerminal(boolean stderr) {
        Console console = System.console();
        return !stderr && console != null && console.isTerminal() && !"dumb".equals(System.getenv("TERM"));
    }
}
