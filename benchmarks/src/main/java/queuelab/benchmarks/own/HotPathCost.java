package queuelab.benchmarks.own;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import queuelab.benchmarks.own.Findings.Unit;
import queuelab.benchmarks.result.Goal;
import queuelab.producer.HotPath;

/** Time and allocation of what the lab does for a message, with the flags of a worker's JVM: either of the two ways in which it compiles. */
final class HotPathCost {
    private static final Goal TIME = Goal.atMost(150);
    /** None. JMH divides what a whole iteration allocates, its own bookkeeping included, by the messages: a hundredth of a byte is that. */
    private static final Goal ALLOCATION = Goal.atMost(0.01);

    private HotPathCost() {}

    static void measure(Bench bench, Findings findings) throws IOException {
        measure("C1", List.of("-XX:TieredStopAtLevel=1"), bench, findings);
        measure("C1 and C2", List.of(), bench, findings);
    }

    private static void measure(String compilers, List<String> flags, Bench bench, Findings findings)
            throws IOException {
        List<String> ofWorker = List.of(
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-Xmx128m");
        var options = new OptionsBuilder()
                .include(HotPath.class.getName().replace(".", "\\."))
                .forks(bench.quick() ? 1 : 3)
                .warmupIterations(bench.quick() ? 1 : 3)
                .warmupTime(time(bench))
                .measurementIterations(bench.quick() ? 2 : 4)
                .measurementTime(time(bench))
                .addProfiler(GCProfiler.class)
                .jvmArgs(Stream.concat(ofWorker.stream(), flags.stream()).toArray(String[]::new))
                .verbosity(VerboseMode.SILENT)
                .build();
        try {
            Collection<RunResult> results = new Runner(options).run();
            for (RunResult result : results) {
                String what = "hot path, " + result.getPrimaryResult().getLabel() + ", " + compilers;
                findings.figure(what + ": time per message", Unit.NANOS, samples(result), TIME);
                findings.figure(what + ": allocation per message", Unit.BYTES, allocations(result), ALLOCATION);
            }
        } catch (RunnerException e) {
            throw new IOException("JMH: " + e.getMessage(), e);
        }
    }

    private static TimeValue time(Bench bench) {
        return TimeValue.milliseconds(bench.quick() ? 100 : 1_000);
    }

    private static List<Double> samples(RunResult result) {
        return result.getBenchmarkResults().stream()
                .map(fork -> fork.getPrimaryResult().getScore())
                .toList();
    }

    /** Of every iteration but the last of each fork, in whose figure JMH counts what closing the recordings allocates. */
    private static List<Double> allocations(RunResult result) throws IOException {
        List<Double> allocations = new ArrayList<>();
        for (BenchmarkResult fork : result.getBenchmarkResults()) {
            List<IterationResult> iterations = List.copyOf(fork.getIterationResults());
            for (IterationResult iteration : iterations.subList(0, iterations.size() - 1)) {
                allocations.add(allocation(iteration));
            }
        }
        return allocations;
    }

    @SuppressWarnings("rawtypes") // as JMH has it
    private static double allocation(IterationResult iteration) throws IOException {
        for (Map.Entry<String, Result> figure : iteration.getSecondaryResults().entrySet()) {
            if (figure.getKey().toLowerCase(Locale.ROOT).endsWith("gc.alloc.rate.norm")) {
                return figure.getValue().getScore();
            }
        }
        throw new IOException("JMH's gc profiler gave no figure");
    }
}
