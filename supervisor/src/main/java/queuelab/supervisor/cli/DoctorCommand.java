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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import queuelab.supervisor.host.ClockCheck;
import queuelab.supervisor.host.Environment;
import queuelab.supervisor.host.Leftovers;
import queuelab.supervisor.host.SyncProbe;

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

    DoctorCommand(Environment environment, ClockCheck clocks) {
        this.environment = environment;
        this.clocks = clocks;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter stdout = spec.commandLine().getOut();
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
