package queuelab.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import queuelab.supervisor.cli.ExitCodes;
import queuelab.supervisor.host.Figures;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The lab itself, started as anybody would start it who has unpacked it. */
public final class Lab {
    /** System property, set by whoever starts a benchmark: the launcher. */
    private static final String LAUNCHER = "queuelab.launcher";

    /** How often the memory of a watched program is looked at. */
    private static final int LOOK_MILLIS = 10;

    private final Children children;
    private final Path workspace;

    /**
     * What one command came to.
     *
     * @param nanos from its start to its end
     */
    public record Outcome(int code, String output, long nanos) {}

    /** What one came to, with the largest resident memory of its process; 0 where the system does not tell. */
    public record Watched(Outcome outcome, long peakBytes) {}

    private record Started(List<String> line, Process process, Path log, Path output, long begunNanos) {}

    /**
     * A run.
     *
     * @param folder with its recordings
     * @param trials in the order of their execution, as in {@code results.json}
     * @param compilers what the workers' JVMs compiled with, from {@code environment.json}
     * @param nanos from the command's start to its end
     */
    public record Run(Path folder, List<JsonNode> trials, String compilers, long nanos) {}

    public Lab(Children children, Workspace workspace) {
        this.children = children;
        this.workspace = workspace.folder();
    }

    /** The folder that holds the launcher. */
    public static Path checkout() {
        Path launcher =
                Path.of(System.getProperty(LAUNCHER, "lab")).toAbsolutePath().normalize();
        return launcher.resolveSibling("");
    }

    /** A command of the lab's, not yet started. */
    public ProcessBuilder command(List<String> arguments) {
        List<String> line = new ArrayList<>();
        line.add(checkout().resolve("lab").toString());
        line.addAll(arguments);
        return new ProcessBuilder(line).directory(workspace.toFile());
    }

    /** Runs a command to its end and does nothing meanwhile: on two cores it would be felt in the latencies that the command measures. */
    public Outcome call(List<String> arguments) throws IOException, InterruptedException {
        Started started = start(command(arguments));
        started.process().waitFor();
        return outcome(started);
    }

    /** Runs any program to its end, and looks at its memory meanwhile, a hundred times a second. */
    public Watched watch(ProcessBuilder builder) throws IOException, InterruptedException {
        Started started = start(builder);
        long peakBytes = 0;
        while (!started.process().waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            peakBytes =
                    Math.max(peakBytes, Figures.peakRssBytes(started.process().pid()));
        }
        return new Watched(outcome(started), peakBytes);
    }

    private Started start(ProcessBuilder builder) throws IOException {
        Path log = Files.createTempFile(workspace, "command-", ".log");
        Path output = Files.createTempFile(workspace, "command-", ".out");
        long begun = System.nanoTime();
        Process process = children.start(builder.redirectError(log.toFile()).redirectOutput(output.toFile()));
        return new Started(builder.command(), process, log, output, begun);
    }

    /** Of one that has just ended. */
    private Outcome outcome(Started started) throws IOException {
        long nanos = System.nanoTime() - started.begunNanos();
        children.gone(started.process());
        int code = started.process().exitValue();
        if (code != ExitCodes.PASSED && code != ExitCodes.INVALID) {
            throw new IOException("“" + String.join(" ", started.line()) + "” ended with " + code + ":\n"
                    + Files.readString(started.log()));
        }
        return new Outcome(code, Files.readString(started.output()), nanos);
    }

    /** Runs a scenario, given as YAML. Trials that the lab calls invalid are among the results, with their verdict. */
    public Run run(String scenario) throws IOException, InterruptedException {
        Path file = Files.createTempFile(workspace, "scenario-", ".yaml");
        Files.writeString(file, scenario);
        return run(List.of(file.toString()));
    }

    /** Runs a scenario that the lab ships. */
    public Run runShipped(String name) throws IOException, InterruptedException {
        return run(List.of(name));
    }

    private Run run(List<String> what) throws IOException, InterruptedException {
        Path runs = Files.createTempDirectory(workspace, "runs-");
        List<String> arguments = new ArrayList<>(List.of("run"));
        arguments.addAll(what);
        arguments.addAll(List.of("--out", runs.toString(), "--json"));
        Outcome outcome = call(arguments);
        List<JsonNode> trials = new ArrayList<>();
        JsonMapper.shared().readTree(outcome.output()).get("trials").forEach(trials::add);
        try (Stream<Path> folders = Files.list(runs)) {
            Path folder = folders.findFirst().orElseThrow(() -> new IOException("the run left no folder in " + runs));
            JsonNode environment = JsonMapper.shared()
                    .readTree(folder.resolve("environment.json").toFile());
            String compilers = environment.get("workerCompilation").asString();
            return new Run(folder, List.copyOf(trials), compilers, outcome.nanos());
        }
    }
}
