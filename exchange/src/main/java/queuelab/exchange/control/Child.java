package queuelab.exchange.control;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The life of a child process, the same for broker, producer and consumer: a filter that reads its assignment from the first line of
 * stdin and commands from the others, reports on stdout and logs to stderr.
 *
 * <p>Exit codes: 0 when its task ended, or stdin did; {@value #FAILED} after a {@link Report.Failed}; {@value #MISUSED} when the first
 * line is no assignment of its kind. After the end of stdin, or a failure, the process is gone within two seconds, whatever hangs.
 */
public final class Child {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int MISUSED = 2;

    private final String about;
    private final Line line;
    private final Watchdog watchdog;

    Child(String about, InputStream input, OutputStream output, Watchdog watchdog) {
        this.about = about;
        this.line = new Line(input, output, watchdog);
        this.watchdog = watchdog;
    }

    /** Makes ready what an assignment asks for; throws with a reason in words for the person at the terminal. */
    @FunctionalInterface
    public interface Opening<A extends Assignment> {
        Task open(A assignment, Line line) throws Exception;
    }

    /** What one child does. Called by the process's main thread only. */
    public interface Task {
        /**
         * Does it, from reporting ready to reporting finished.
         *
         * @throws InputEnded when stdin ended: the supervisor wants the process gone
         */
        void run() throws Exception;

        /** Closes what is still open; called once, after {@link #run}, also when that failed and {@link Report.Failed} was sent. */
        void close() throws Exception;
    }

    /**
     * Lives this process's life and ends the process.
     *
     * @param about what the program is, in a few words, for a person who runs it by hand
     * @param kind the one kind of assignment it takes
     */
    public static <A extends Assignment> void live(
            String[] arguments, String about, Class<A> kind, Opening<A> opening) {
        if (arguments.length > 0) {
            boolean asked = arguments[0].equals("--help") || arguments[0].equals("-h");
            (asked ? System.out : System.err).println(usage(about));
            System.exit(asked ? DONE : MISUSED);
        }
        Urgency.CARRYING.take();
        OutputStream frames = new FileOutputStream(FileDescriptor.out);
        System.setOut(System.err); // so that no library's chatter gets between the frames
        if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()) {
            System.err.println(usage(about));
        }
        var input = new Stdin();
        Child child = new Child(about, input.stream(), frames, Watchdog.halting());
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            failure.printStackTrace();
            child.fail("thread " + thread.getName() + ": " + reason(failure));
            Runtime.getRuntime().halt(FAILED);
        });
        int code = child.serve(kind, opening);
        input.close();
        System.exit(code);
    }

    /**
     * The same life over other streams, and without ending this process: for tests, which have no process to lose.
     *
     * @return the exit code
     */
    public static <A extends Assignment> int over(
            InputStream commands, OutputStream reports, Class<A> kind, Opening<A> opening) {
        return new Child("a child without a process", commands, reports, () -> {}).serve(kind, opening);
    }

    /** All but the ending of the process; returns its exit code. */
    <A extends Assignment> int serve(Class<A> kind, Opening<A> opening) {
        Optional<Assignment> assignment;
        try {
            assignment = line.readAssignment();
        } catch (IOException | FrameException e) {
            fail(reason(e));
            return MISUSED;
        }
        if (assignment.isEmpty()) {
            System.err.println("stdin ended before an assignment came\n" + usage(about));
            return MISUSED;
        }
        if (!kind.isInstance(assignment.get())) {
            fail("this program takes a " + kind.getSimpleName() + ", got a "
                    + assignment.get().getClass().getSimpleName());
            return MISUSED;
        }
        Thread.ofPlatform().daemon().name("stdin").start(line::readCommands);
        int code = perform(kind.cast(assignment.get()), opening);
        line.finish();
        return code;
    }

    private <A extends Assignment> int perform(A assignment, Opening<A> opening) {
        Task task = null;
        int code;
        try {
            task = opening.open(assignment, line);
            task.run();
            code = DONE;
        } catch (InputEnded e) {
            code = DONE;
        } catch (Exception e) {
            e.printStackTrace();
            fail(reason(e));
            watchdog.unleash();
            code = FAILED;
        }
        return close(task) ? code : FAILED;
    }

    private static boolean close(@Nullable Task task) {
        if (task == null) {
            return true;
        }
        try {
            task.close();
            return true;
        } catch (Exception e) {
            System.err.println("could not close: " + reason(e));
            e.printStackTrace();
            return false;
        }
    }

    private void fail(String reason) {
        try {
            line.report(new Report.Failed(reason));
        } catch (RuntimeException e) {
            System.err.println("failed: " + reason + " (and the supervisor cannot be told: " + reason(e) + ")");
        }
    }

    private static String reason(Throwable failure) {
        String message = failure.getMessage();
        String kind = failure.getClass().getSimpleName();
        if (message == null) {
            return kind;
        }
        // Java says no more than the file's name here, and leaves the reason to the type.
        return failure instanceof FileSystemException file && file.getReason() == null
                ? kind + ": " + message
                : message;
    }

    private static String usage(String about) {
        return about
                + "\nIt is started by the lab. By hand: its first line on stdin is an assignment, each further line a command,"
                + " one JSON object a line; it answers on stdout and logs to stderr. End of stdin ends it.";
    }
}
