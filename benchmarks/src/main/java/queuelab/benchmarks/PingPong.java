package queuelab.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import queuelab.exchange.control.Urgency;
import queuelab.exchange.machine.TimerSlack;

/** Sends 100 bytes to another JVM and waits until they come back, again and again. That JVM runs this class's {@link #main}. */
final class PingPong {
    static final int BYTES = 100;

    /** When the thread should be awake again before a paced ping: about what a wake-up takes. Spun away, as the lab's own timer does. */
    private static final long AWAKE_NANOS = 20_000;

    private static final int WARMUP = 20_000;

    private PingPong() {}

    /**
     * What was measured.
     *
     * @param hot round trips one after the other
     * @param paced round trips at a fixed rate, with the machine idle in between
     */
    record Floors(Histogram hot, Histogram paced) {}

    /** The side that answers: {@code PingPong KIND WHERE}. Ends when the other one does. */
    public static void main(String[] arguments) throws IOException {
        Urgency.MEASURING.take();
        Bare.End end = Bare.valueOf(arguments[0]).answer(arguments[1]);
        ByteBuffer buffer = ByteBuffer.allocateDirect(BYTES);
        while (receive(end, buffer)) {
            send(end, buffer);
        }
    }

    static Floors measure(Bare kind, int hot, int paced, double perSecond) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("queue-lab-floors");
        List<Process> others = new ArrayList<>();
        try {
            Bare.End end = kind.ask(folder, where -> others.add(start(kind, where)));
            var floors = new Floors(new Histogram(3), new Histogram(3));
            ByteBuffer buffer = ByteBuffer.allocateDirect(BYTES);
            Urgency.MEASURING.take();
            TimerSlack.lower();
            for (int i = 0; i < WARMUP; i++) {
                roundTrip(end, buffer);
            }
            for (int i = 0; i < hot; i++) {
                floors.hot.recordValue(roundTrip(end, buffer));
            }
            long start = System.nanoTime();
            for (int i = 0; i < paced; i++) {
                await(start + Math.round(i * 1e9 / perSecond));
                floors.paced.recordValue(roundTrip(end, buffer));
            }
            end.out().close();
            return floors;
        } finally {
            for (Process other : others) {
                if (!other.waitFor(5, TimeUnit.SECONDS)) {
                    other.destroyForcibly();
                }
            }
            remove(folder);
        }
    }

    /** With the flags of the lab's workers. */
    private static Process start(Bare kind, String where) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PingPong.class.getName(),
                        kind.name(),
                        where)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static long roundTrip(Bare.End end, ByteBuffer buffer) throws IOException {
        long sent = System.nanoTime();
        buffer.clear();
        send(end, buffer);
        if (!receive(end, buffer)) {
            throw new IOException("the other JVM is gone");
        }
        return System.nanoTime() - sent;
    }

    private static void send(Bare.End end, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            end.out().write(buffer);
        }
    }

    /** Fills the buffer and makes it ready to be sent; false at the end. */
    private static boolean receive(Bare.End end, ByteBuffer buffer) throws IOException {
        buffer.clear();
        while (buffer.hasRemaining()) {
            if (end.in().read(buffer) < 0) {
                return false;
            }
        }
        buffer.flip();
        return true;
    }

    private static void await(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            if (left > AWAKE_NANOS) {
                LockSupport.parkNanos(left - AWAKE_NANOS);
            } else {
                Thread.onSpinWait();
            }
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
