package queuelab.supervisor.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A process that stands still. A paused process does not notice that its parent is gone, so whoever pauses it cannot be the only one to know: a small shell stops it,
 * waits on its own stdin, and lets it go on when that ends, be it because the pause is over or because this JVM was killed. Interrupts from a terminal
 * reach the shell too; it ignores them.
 */
final class Pause {
    private static final Duration DEADLINE = Duration.ofSeconds(2);
    private static final String PAUSED = "paused";
    private static final String PROGRAM =
            "trap '' INT HUP TERM; kill -STOP \"$1\" || exit 1; echo " + PAUSED + "; read -r line; kill -CONT \"$1\"";

    private final String name;
    private final Process shell;

    private Pause(String name, Process shell) {
        this.name = name;
        this.shell = shell;
    }

    /**
     * Stops a process.
     *
     * @throws HostException when it cannot be stopped: it is gone, most likely
     */
    static Pause begin(String name, long pid) throws HostException {
        try {
            Process shell = new ProcessBuilder("/bin/sh", "-c", PROGRAM, "pause", Long.toString(pid))
                    .redirectErrorStream(true)
                    .start();
            // Not closed: the shell must be able to say why it could not let the process go on.
            BufferedReader output = shell.inputReader(StandardCharsets.UTF_8);
            String said = output.readLine();
            if (!PAUSED.equals(said)) {
                throw new HostException("could not pause " + name + ": " + said, null);
            }
            return new Pause(name, shell);
        } catch (IOException e) {
            throw new HostException("could not pause " + name + ": " + e.getMessage(), e);
        }
    }

    /**
     * Lets it go on.
     *
     * @throws HostException when that cannot be done: it is gone, most likely
     */
    void end() throws HostException {
        try {
            shell.getOutputStream().close();
            if (!shell.waitFor(DEADLINE.toMillis(), TimeUnit.MILLISECONDS) || shell.exitValue() != 0) {
                throw new HostException("could not resume " + name, null);
            }
        } catch (IOException e) {
            throw new HostException("could not resume " + name + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HostException("interrupted while resuming " + name, e);
        }
    }

    /** Its process was killed, so there is nothing to let go on. */
    void abandon() {
        shell.destroyForcibly();
    }
}
