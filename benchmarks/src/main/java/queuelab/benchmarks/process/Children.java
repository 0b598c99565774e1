package queuelab.benchmarks.process;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * The processes that a benchmark started. Closing ends those that still run, each by itself, and so does Ctrl-C: a hook of the JVM's waits
 * until they are gone. Safe for use by several threads.
 */
public final class Children implements AutoCloseable {
    /** The lab's own run takes up to ten seconds to put its processes away. */
    private static final int GRACE_SECONDS = 20;

    private static volatile boolean interrupted;

    private final List<Afterwards> afterwards = new CopyOnWriteArrayList<>();
    private final Set<Process> running = ConcurrentHashMap.newKeySet();
    private final Thread hook = new Thread(this::interrupt, "end-children");

    public Children() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** What is to be done at Ctrl-C once all processes are gone. */
    interface Afterwards {
        void tidy() throws IOException;
    }

    /** Whether this JVM is ending because it was told to: what fails now fails because of that. */
    public static boolean areInterrupted() {
        return interrupted;
    }

    /** Starts one. */
    public Process start(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        running.add(process);
        if (interrupted) {
            end(process);
        }
        return process;
    }

    /** Ends one, if it is still there, and waits until it is gone. */
    public void end(Process process) {
        process.destroy();
        if (!isGoneWithin(process, GRACE_SECONDS)) {
            process.destroyForcibly();
            isGoneWithin(process, GRACE_SECONDS);
        }
        running.remove(process);
    }

    void afterInterrupt(Afterwards tidying) {
        afterwards.add(tidying);
    }

    /** One that ended by itself. */
    public void gone(Process process) {
        running.remove(process);
    }

    @Override
    public void close() {
        running.forEach(this::end);
        if (!interrupted) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }

    private void interrupt() {
        interrupted = true;
        running.forEach(Process::destroy);
        running.forEach(this::end);
        for (Afterwards tidying : afterwards) {
            try {
                tidying.tidy();
            } catch (IOException e) {
                System.err.println("lab bench: " + e);
            }
        }
    }

    private static boolean isGoneWithin(Process process, int seconds) {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
