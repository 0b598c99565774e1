package queuelab.exchange.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import queuelab.exchange.message.LabClock;

/**
 * A child's line to its supervisor: commands in, reports out. A thread of its own reads stdin, answers clock readings at once and
 * queues the other commands; the child's main thread takes them. Reports may come from any thread.
 */
public final class Line {
    /** What the reading thread passes on. */
    private sealed interface Arrival {
        record Ordered(Command command) implements Arrival {}

        record Broken(RuntimeException reason) implements Arrival {}

        record Ended() implements Arrival {}

        record Woken() implements Arrival {}
    }

    private final BufferedReader input;
    private final OutputStream output;
    private final Watchdog watchdog;
    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private volatile boolean finished;

    Line(InputStream input, OutputStream output, Watchdog watchdog) {
        this.input = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
        this.output = output;
        this.watchdog = watchdog;
    }

    /** Reports to the supervisor at once. */
    public void report(Report report) {
        byte[] line = (Frames.encode(report) + "\n").getBytes(StandardCharsets.UTF_8);
        synchronized (output) {
            try {
                output.write(line);
                output.flush();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot report to the supervisor: stdout is closed", e);
            }
        }
    }

    /**
     * Waits for the next command, without a deadline of its own: the end of stdin ends it.
     *
     * @throws InputEnded when stdin ended: stop now
     * @throws FrameException when what arrived is no command
     */
    public Command next() throws InputEnded, InterruptedException {
        while (true) {
            Optional<Command> command = command(arrivals.take());
            if (command.isPresent()) {
                return command.get();
            }
        }
    }

    /**
     * Waits for the next command; empty when none came in time, or when {@link #wake} was called.
     *
     * @throws InputEnded when stdin ended: stop now
     * @throws FrameException when what arrived is no command
     */
    public Optional<Command> next(Duration deadline) throws InputEnded, InterruptedException {
        Arrival arrival = arrivals.poll(deadline.toNanos(), TimeUnit.NANOSECONDS);
        return arrival == null ? Optional.empty() : command(arrival);
    }

    /** Lets the waiting main thread look around: something changed that is no command. */
    public void wake() {
        arrivals.add(new Arrival.Woken());
    }

    /** The first line; empty when stdin ended before it. */
    Optional<Assignment> readAssignment() throws IOException {
        String line = input.readLine();
        return line == null ? Optional.empty() : Optional.of(Frames.decodeAssignment(line));
    }

    /** From now on the end of stdin means nothing: the process ends anyway. */
    void finish() {
        finished = true;
    }

    /** Reads commands until stdin ends; runs on the line's own thread. */
    void readCommands() {
        try {
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                if (!line.isBlank()) {
                    take(Frames.decodeCommand(line));
                }
            }
        } catch (IOException e) {
            // stdin broken is stdin ended
        } catch (RuntimeException e) {
            arrivals.add(new Arrival.Broken(e));
            return;
        }
        boolean tooEarly = !finished;
        arrivals.add(new Arrival.Ended());
        if (tooEarly) {
            watchdog.unleash();
        }
    }

    private void take(Command command) {
        switch (command) {
            case Command.ReadClock(int probe) -> report(new Report.ClockReading(probe, LabClock.nanoTime()));
            case Command.CorrectClock(long aheadNanos) -> LabClock.correct(aheadNanos);
            case Command.Start start -> arrivals.add(new Arrival.Ordered(start));
            case Command.Join join -> arrivals.add(new Arrival.Ordered(join));
            case Command.ChangeSize change -> arrivals.add(new Arrival.Ordered(change));
            case Command.ChangeLoad change -> arrivals.add(new Arrival.Ordered(change));
            case Command.ChangeWork change -> arrivals.add(new Arrival.Ordered(change));
            case Command.Disturb disturb -> arrivals.add(new Arrival.Ordered(disturb));
            case Command.Stop stop -> arrivals.add(new Arrival.Ordered(stop));
        }
    }

    private Optional<Command> command(Arrival arrival) throws InputEnded {
        return switch (arrival) {
            case Arrival.Ordered(Command command) -> Optional.of(command);
            case Arrival.Woken() -> Optional.empty();
            case Arrival.Broken(RuntimeException reason) -> {
                arrivals.add(arrival); // nothing sensible can follow
                throw reason;
            }
            case Arrival.Ended() -> {
                arrivals.add(arrival); // stdin stays ended, however often one asks
                throw new InputEnded();
            }
        };
    }
}
