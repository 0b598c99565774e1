package queuelab.supervisor.host;

import jakarta.inject.Singleton;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import queuelab.exchange.control.ClockMain;

/** Compares the clock of a second process with ours by sandwiching its reading between two of our own. */
@Singleton
public final class ClockCheck {
    private static final int PROBES = 200;

    /**
     * What was found.
     *
     * @param offsetNanos the other clock minus ours, of the tightest probe
     * @param boundNanos how far that may be off: half its round trip
     * @param outOfOrder probes whose reading lay outside its sandwich; 0 where the processes share a clock
     */
    public record Clocks(long offsetNanos, long boundNanos, int outOfOrder, int probes) {}

    /** Starts a second JVM, asks it and ends it. */
    public Clocks check() throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path classes = Path.of(ClockMain.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        Process other = new ProcessBuilder(
                        java.toString(), "-XX:+UseSerialGC", "-cp", classes.toString(), ClockMain.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (Writer ask = other.outputWriter(StandardCharsets.UTF_8);
                BufferedReader answers = other.inputReader(StandardCharsets.UTF_8)) {
            return probe(ask, answers);
        } finally {
            end(other);
        }
    }

    private static Clocks probe(Writer ask, BufferedReader answers) throws IOException {
        long offset = 0;
        long bound = Long.MAX_VALUE;
        int outOfOrder = 0;
        for (int probe = 0; probe < PROBES; probe++) {
            long before = System.nanoTime();
            ask.write('\n');
            ask.flush();
            String answer = answers.readLine();
            long after = System.nanoTime();
            if (answer == null) {
                throw new IOException("the second process of the clock check ended early");
            }
            long its = Long.parseLong(answer);
            if (its - before < 0 || after - its < 0) {
                outOfOrder++;
            }
            long half = (after - before) / 2;
            if (half < bound) {
                bound = half;
                offset = its - (before + half);
            }
        }
        return new Clocks(offset, bound, outOfOrder, PROBES);
    }

    private static void end(Process other) {
        try {
            if (!other.waitFor(2, TimeUnit.SECONDS)) {
                other.destroyForcibly();
            }
        } catch (InterruptedException e) {
            other.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
