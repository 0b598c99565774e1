package queuelab.supervisor.host;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import queuelab.exchange.control.Command;

/** A started child process. Safe for use by several threads. */
public interface ChildProcess {
    ChildSpec spec();

    /** Its PID; 0 while an agent is about to start it. */
    long pid();

    /** Sends a control frame. A child that is gone takes none: its exit is reported as an event, so nothing is thrown here. */
    void send(Command command);

    /** Ends its stdin, which means: stop now and exit. */
    void endInput();

    /** Kills it ({@code kill -9}), if it is still there. */
    void kill();

    /**
     * Stops it where it stands (SIGSTOP): it takes no message and answers nothing until it is resumed.
     *
     * @throws HostException when the signal cannot be sent
     */
    void pause() throws HostException;

    /**
     * Lets a paused one go on (SIGCONT); one that is not paused does not notice.
     *
     * @throws HostException when the signal cannot be sent
     */
    void resume() throws HostException;

    /** Waits for its end; empty when it was not there in time. */
    OptionalInt awaitExit(Duration deadline);

    boolean isAlive();

    /** The last lines it logged, oldest first. */
    List<String> lastLogLines();

    /** Name of the agent that runs it; empty where it runs on this machine. */
    default Optional<String> agent() {
        return Optional.empty();
    }

    /** What it has used so far, or empty when it is gone. */
    default Optional<Figures.ProcessFigures> figures(Figures figures) {
        return figures.process(pid());
    }

    /** The same without its threads, which cost most to look at. */
    default Optional<Figures.ProcessFigures> glance(Figures figures) {
        return figures.glance(pid());
    }

    /**
     * Waits, after its end, until everything it recorded is in its folder.
     *
     * @return why it is not; empty when it is
     */
    default Optional<String> awaitRecordings(Duration deadline) {
        return Optional.empty();
    }

    /** Name of the process and its folder. */
    default String name() {
        return spec().name();
    }

    /** Ends its stdin, waits, and kills it if it does not go. It is gone when this returns. */
    default void reap(Duration grace) {
        endInput();
        if (awaitExit(grace).isEmpty()) {
            kill();
            awaitExit(Duration.ofSeconds(5));
        }
    }
}
