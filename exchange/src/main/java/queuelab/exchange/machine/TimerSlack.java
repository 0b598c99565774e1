package queuelab.exchange.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Lets a thread's timed waits end when they should: Linux lets them end up to 50 µs late, to save power (timerslack_ns of proc(5)).
 * What was measured: RATIONALE.md of the producer.
 */
public final class TimerSlack {
    private static final String NANOS = "1000";

    private TimerSlack() {}

    /** Asks for it, for the calling thread; where it is not to be had, the slack stays, and shows in what is measured. */
    public static void lower() {
        try {
            Path thread = Files.readSymbolicLink(Path.of("/proc/thread-self")).getFileName();
            Files.writeString(Path.of("/proc").resolve(thread).resolve("timerslack_ns"), NANOS);
        } catch (IOException | SecurityException e) {
            System.err.println("timer slack left as it is: " + e);
        }
    }
}
