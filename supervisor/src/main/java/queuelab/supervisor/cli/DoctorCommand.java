package queuelab.supervisor.cli;

import io.micronaut.context.annotation.Prototype;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import queuelab.supervisor.analysis.Difference;
import queuelab.supervisor.analysis.RunResults;
import queuelab.supervisor.analysis.RunResults.Comparison;
import queuelab.supervisor.host.ClockCheck;
import queuelab.supervisor.host.Environment;
import queuelab.supervisor.host.Leftovers;
import queuelab.supervisor.host.SyncProbe;
import queuelab.supervisor.plan.Plan;
import queuelab.supervisor.plan.Planner;
import queuelab.supervisor.run.RunOutcome;
import queuelab.supervisor.run.RunService;
import queuelab.supervisor.scenario.ScenarioLibrary;

/** {@code lab doctor}. */
@Prototype
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Prints what this machine offers to a measurement, and what would bend one.",
        footer = {"", "Exit codes: 0 nothing in the way, 3 something would bend a measurement."})
final class DoctorCommand implements Callable<Integer> {
    private static final int SYNCS = 500;
    private static final Duration SYNC_TIME = Duration.ofSeconds(3);
    private static final List<String> LIBRARY_FOLDERS =
            List.of("/lib", "/usr/lib", "/lib64", "/usr/lib64", "/usr/local/lib");
    private static final int LIBRARY_DEPTH = 2;

    private final Environment environment;
    private final ClockCheck clocks;
    private final RunService runs;
    private final ScenarioLibrary scenarios;

    @Option(
            names = "--noise",
            description =
                    "Runs the same queue under two names (the shipped scenario noise, about two minutes) and tells what comes"
                            + " out as different.")
    private boolean noise;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "runs",
            description = "The data folder to look at: where runs would be made (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("runs");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private CommandSpec spec;

    private boolean sound = true;

    DoctorCommand(Environment environment, ClockCheck clocks, RunService runs, ScenarioLibrary scenarios) {
        this.environment = environment;
        this.clocks = clocks;
        this.runs = runs;
        this.scenarios = scenarios;
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter stdout = spec.commandLine().getOut();
        if (noise) {
            return noise(stdout);
        }
        Path folder = Files.createDirectories(out.toAbsolutePath().normalize());
        Map<String, Object> facts = environment.describe(folder);
        line(
                stdout,
                "machine",
                facts.get("cpu") + ", " + facts.get("cores") + " cores, " + gibibytes(facts.get("memoryBytes"))
                        + " memory");
        line(stdout, "system", facts.get("os") + ", kernel " + facts.get("kernel") + ", " + facts.get("architecture"));
        line(stdout, "jdk", String.valueOf(facts.get("jdk")));
        line(
                stdout,
                "data folder",
                folder + ", " + facts.get("dataFileSystem") + ", " + gibibytes(facts.get("dataFreeBytes")) + " free"
                        + memoryFileSystem(facts));
        sync(stdout, folder);
        clock(stdout);
        line(
                stdout,
                "libaio",
                libaio().map(path -> "present, " + path)
                        .orElse("missing: ASYNCIO journals fall back to NIO (install libaio1, or libaio1t64)"));
        ports(stdout);
        leftovers(stdout);
        stdout.flush();
        return sound ? ExitCodes.PASSED : ExitCodes.INVALID;
    }

    /** The A/A test. */
    private int noise(PrintWriter stdout) throws Exception {
        Plan plan = Planner.plan(
                scenarios.read("noise", List.of(), null),
                ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE));
        try (var interrupts = Interrupts.install(Interrupts.GRACE)) {
            RunOutcome outcome = runs.run(
                    plan, out, new ProgressView(stdout, Terminals.isTerminal(false)), interrupts.interruption());
            if (outcome.interrupted()) {
                return ExitCodes.INTERRUPTED;
            }
            tell(stdout, outcome.results());
            return ExitCodes.of(outcome.results());
        }
    }

    private static void tell(PrintWriter stdout, RunResults results) {
        List<Comparison> judged = results.comparisons().stream()
                .filter(comparison -> comparison.low() != null)
                .toList();
        List<Comparison> different = judged.stream()
                .filter(comparison -> !comparison.verdict().equals(Difference.NOT_DISTINGUISHABLE.word()))
                .toList();
        line(
                stdout,
                "noise",
                judged.isEmpty()
                        ? "cannot be told: fewer than 3 trials a side passed"
                        : different.size() + " of " + judged.size()
                                + " figures of one queue came out different from itself");
        for (Comparison comparison : different) {
            line(
                    stdout,
                    "",
                    String.format(
                            Locale.ROOT,
                            "%s: %s, %.2f× [%.2f–%.2f]",
                            comparison.metric(),
                            comparison.verdict(),
                            comparison.ratio(),
                            comparison.low(),
                            comparison.high()));
        }
        stdout.flush();
    }

    private static String memoryFileSystem(Map<String, Object> facts) {
        return "tmpfs".equals(facts.get("dataFileSystem")) ? " (in memory: “durable” would not touch a disk)" : "";
    }

    private static void sync(PrintWriter stdout, Path folder) throws IOException {
        var latencies = SyncProbe.measure(folder, SYNCS, SYNC_TIME);
        line(
                stdout,
                "sync of 4 KiB",
                String.format(
                        Locale.ROOT,
                        "p50 %.0f µs, p99 %.0f µs, max %.0f µs (%d syncs)",
                        latencies.getValueAtPercentile(50) / 1e3,
                        latencies.getValueAtPercentile(99) / 1e3,
                        latencies.getMaxValue() / 1e3,
                        latencies.getTotalCount()));
    }

    private void clock(PrintWriter stdout) throws IOException {
        var found = clocks.check();
        sound &= found.outOfOrder() == 0;
        line(
                stdout,
                "clock",
                String.format(
                        Locale.ROOT,
                        "%s; offset between two processes %.1f µs ± %.1f µs, %d of %d readings out of order",
                        found.outOfOrder() == 0
                                ? "shared by processes"
                                : "NOT shared: one-way latencies would be wrong",
                        found.offsetNanos() / 1e3,
                        found.boundNanos() / 1e3,
                        found.outOfOrder(),
                        found.probes()));
    }

    private static Optional<Path> libaio() {
        return LIBRARY_FOLDERS.stream()
                .map(Path::of)
                .filter(Files::isDirectory)
                .flatMap(DoctorCommand::libraries)
                .filter(path -> path.getFileName().toString().startsWith("libaio.so"))
                .findFirst();
    }

    private static Stream<Path> libraries(Path folder) {
        try (Stream<Path> found = Files.find(
                folder,
                LIBRARY_DEPTH,
                (path, attributes) -> path.getFileName().toString().startsWith("libaio.so"))) {
            return found.toList().stream();
        } catch (IOException | UncheckedIOException e) {
            return Stream.empty(); // A folder we may not read holds no library for us either.
        }
    }

    private void ports(PrintWriter stdout) {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            line(stdout, "ports", "free ones on loopback, such as " + socket.getLocalPort());
        } catch (IOException e) {
            sound = false;
            line(stdout, "ports", "cannot listen on loopback: " + e.getMessage());
        }
    }

    private void leftovers(PrintWriter stdout) {
        List<String> found = Leftovers.find();
        sound &= found.isEmpty();
        line(stdout, "leftovers", found.isEmpty() ? "none" : String.join("; ", found) + " (end them by their PID)");
    }

    private static void line(PrintWriter stdout, String what, String words) {
        stdout.printf("%-14s %s%n", what, words);
    }

    private static String gibibytes(@Nullable Object bytes) {
        return bytes instanceof Number number
                ? String.format(Locale.ROOT, "%.1f GiB", number.doubleValue() / (1L << 30))
                : "unknown";
    }
}
