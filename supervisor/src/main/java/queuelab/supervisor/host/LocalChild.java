package queuelab.supervisor.host;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.control.Command;
import queuelab.exchange.control.Frames;
import queuelab.exchange.control.Report;

/**
 * A child process of this JVM, or one of two that share a process and then have their names before every line. Its stdout is read by a
 * thread of its own; its stdin is written under a lock.
 */
final class LocalChild implements ChildProcess {
    private static final int LAST_LINES = 15;
    private static final int LOG_TAIL_BYTES = 16 * 1024;

    private final ChildSpec spec;
    private final Process process;
    /** What lines of this child begin with, on stdin and stdout. */
    private final String prefix;
    /** Where the process logs. */
    private final Path log;

    private final BufferedWriter input;
    /** While it is paused; null otherwise. */
    private final AtomicReference<@Nullable Pause> pause = new AtomicReference<>();

    private LocalChild(ChildSpec spec, Process process, String prefix, Path log) {
        this.spec = spec;
        this.process = process;
        this.prefix = prefix;
        this.log = log;
        this.input = process.outputWriter(StandardCharsets.UTF_8);
    }

    static LocalChild attach(ChildSpec spec, Process process, String assignment, Consumer<ChildEvent> events) {
        var child = new LocalChild(spec, process, "", LocalHost.log(spec.folder()));
        child.writeLine(assignment);
        readOutput(List.of(child), events);
        return child;
    }

    /** Both of one process, which logs to the folder of the last. */
    static List<ChildProcess> attachTogether(List<ChildSpec> specs, Process process, Consumer<ChildEvent> events) {
        Path log = LocalHost.log(specs.getLast().folder());
        List<LocalChild> children = specs.stream()
                .map(spec -> new LocalChild(spec, process, spec.role().word() + " ", log))
                .toList();
        children.forEach(child -> child.writeLine(Frames.encode(child.spec.assignment())));
        readOutput(children, events);
        return List.copyOf(children);
    }

    private static void readOutput(List<LocalChild> children, Consumer<ChildEvent> events) {
        Thread.ofVirtual()
                .name(children.getFirst().name() + "-reader")
                .start(() -> children.getFirst().readOutputOf(children, events));
    }

    private void readOutputOf(List<LocalChild> children, Consumer<ChildEvent> events) {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
                BufferedWriter written =
                        Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                long atNanos = System.nanoTime();
                if (!isFrame(line, atNanos, children, events)) {
                    written.write(line);
                    written.newLine();
                    written.flush();
                }
            }
        } catch (IOException e) {
            // The pipe broke because the child died, or the disk is full: either way its exit follows and says so.
            process.destroy();
        } finally {
            int code = exitCode();
            long atNanos = System.nanoTime();
            children.forEach(child -> events.accept(new ChildEvent.Exited(child, code, atNanos)));
        }
    }

    private static boolean isFrame(String line, long atNanos, List<LocalChild> children, Consumer<ChildEvent> events) {
        for (LocalChild child : children) {
            if (line.startsWith(child.prefix)) {
                Optional<Report> report = Frames.decodeReport(line.substring(child.prefix.length()));
                report.ifPresent(frame -> events.accept(new ChildEvent.Reported(child, frame, atNanos)));
                return report.isPresent();
            }
        }
        return false;
    }

    /** Its output ended, so it is exiting; a child that closed its stdout but lingers is killed. */
    private int exitCode() {
        return awaitExit(Duration.ofSeconds(5)).orElseGet(() -> {
            kill();
            return awaitExit(Duration.ofSeconds(5)).orElse(-1);
        });
    }

    private void writeLine(String line) {
        synchronized (process) {
            try {
                input.write(prefix);
                input.write(line);
                input.newLine();
                input.flush();
            } catch (IOException e) {
                // Broken pipe: the child is gone, and its Exited event tells.
            }
        }
    }

    @Override
    public ChildSpec spec() {
        return spec;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public void send(Command command) {
        writeLine(Frames.encode(command));
    }

    @Override
    public void endInput() {
        synchronized (process) {
            try {
                input.close();
            } catch (IOException e) {
                // Closed by the child's death already.
            }
        }
    }

    @Override
    public void kill() {
        process.destroyForcibly();
        Pause begun = pause.getAndSet(null);
        if (begun != null) {
            begun.abandon();
        }
    }

    @Override
    public void pause() throws HostException {
        if (pause.get() == null) {
            pause.set(Pause.begin(name(), pid()));
        }
    }

    @Override
    public void resume() throws HostException {
        Pause begun = pause.getAndSet(null);
        if (begun != null) {
            begun.end();
        }
    }

    @Override
    public OptionalInt awaitExit(Duration deadline) {
        try {
            return process.waitFor(deadline.toNanos(), TimeUnit.NANOSECONDS)
                    ? OptionalInt.of(process.exitValue())
                    : OptionalInt.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public List<String> lastLogLines() {
        try (var channel = Files.newByteChannel(log)) {
            channel.position(Math.max(0, channel.size() - LOG_TAIL_BYTES));
            var tail = ByteBuffer.allocate(LOG_TAIL_BYTES);
            int read = 0;
            while (tail.hasRemaining() && read >= 0) {
                read = channel.read(tail);
            }
            List<String> lines = StandardCharsets.UTF_8
                    .decode(tail.flip())
                    .toString()
                    .lines()
                    .toList();
            return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
        } catch (NoSuchFileException e) {
            return List.of(); // Its folder is removed already: an agent that gave its supervisor up keeps nothing.
        } catch (IOException e) {
            throw new UncheckedIOException("reading the log of " + name(), e);
        }
    }
}
