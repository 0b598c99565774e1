package queuelab.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command to start from outside, in an environment of its own: nothing is inherited from this test but what is put in. */
final class Launch {
    private final List<String> command;
    private final Map<String, String> environment = new HashMap<>();
    private Path folder = Path.of("/");

    Launch(Path program, String... arguments) {
        command = new ArrayList<>();
        command.add(program.toString());
        command.addAll(List.of(arguments));
    }

    Launch with(String variable, Object value) {
        environment.put(variable, value.toString());
        return this;
    }

    Launch in(Path workingFolder) {
        folder = workingFolder;
        return this;
    }

    /** Starts it; the caller ends it with {@link Running#close()}. */
    Running start() throws IOException {
        Path out = Files.createTempFile("launch", ".out");
        Path err = Files.createTempFile("launch", ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new Running(builder.start(), out, err);
    }

    /** Runs it to its end. */
    Ended run() throws IOException, InterruptedException {
        try (Running running = start()) {
            return running.end();
        }
    }

    /** A started process. Closing kills it, if it still runs, with all its descendants. */
    record Running(Process process, Path outFile, Path errFile) implements AutoCloseable {
        private static final Duration DEADLINE = Duration.ofSeconds(60);

        Ended end() throws IOException, InterruptedException {
            return end(DEADLINE);
        }

        Ended end(Duration deadline) throws IOException, InterruptedException {
            if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("still running after " + deadline + "; it said: " + out() + err());
            }
            return new Ended(process.exitValue(), out(), err());
        }

        String out() throws IOException {
            return Files.readString(outFile);
        }

        String err() throws IOException {
            return Files.readString(errFile);
        }

        @Override
        public void close() throws IOException {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Files.deleteIfExists(outFile);
            Files.deleteIfExists(errFile);
        }
    }
}
