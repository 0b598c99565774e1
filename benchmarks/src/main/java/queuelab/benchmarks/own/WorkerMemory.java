package queuelab.benchmarks.own;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import queuelab.benchmarks.own.Findings.Unit;
import queuelab.benchmarks.process.Lab;
import queuelab.benchmarks.result.Goal;
import tools.jackson.databind.JsonNode;

/** Peak resident memory of producer and consumer at 2,000 messages of 1 KiB a second. */
final class WorkerMemory {
    private static final double MEGABYTE = 1e6;

    private WorkerMemory() {}

    static void measure(Bench bench, Findings findings) throws IOException, InterruptedException {
        Lab.Run withC1 = run(bench.quick() ? "500ms" : "2s", bench);
        add(withC1, findings);
        if (!bench.quick()) {
            // Long enough for C2 on two cores and more.
            Lab.Run withC2 = run("8s", bench);
            if (!withC2.compilers().equals(withC1.compilers())) {
                add(withC2, findings);
            }
        }
    }

    private static Lab.Run run(String warmup, Bench bench) throws IOException, InterruptedException {
        return bench.lab().run("""
                name: bench-memory
                base:
                  producer: {load: 2000/s, size: 1KiB}
                  queue.storage: memory
                  warmup: %s
                  measure: %s
                repeats: %d
                """.formatted(warmup, bench.quick() ? "1s" : "10s", bench.quick() ? 1 : 3));
    }

    private static void add(Lab.Run run, Findings findings) {
        for (String role : List.of("producer", "consumer")) {
            List<Double> peaks = new ArrayList<>();
            for (JsonNode trial : run.trials()) {
                for (JsonNode process : trial.path("processes")) {
                    if (process.path("role").asString().equals(role)) {
                        peaks.add(process.path("peakRssBytes").asDouble() / MEGABYTE);
                    }
                }
            }
            String what = role + ", " + run.compilers() + ": peak memory at 2,000/s of 1 KiB";
            findings.figure(what, Unit.MEGABYTES, peaks, Goal.atMost(90));
        }
    }
}
