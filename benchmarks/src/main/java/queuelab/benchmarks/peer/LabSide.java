package queuelab.benchmarks.peer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import queuelab.benchmarks.process.Lab;
import queuelab.supervisor.host.Folders;
import tools.jackson.databind.JsonNode;

/** The lab's own producer and consumer, each a process, through {@code lab run} on the broker that the peer uses. */
final class LabSide {
    private final Lab lab;
    private final String url;

    LabSide(Lab lab, String url) {
        this.lab = lab;
        this.url = url;
    }

    /** Runs one trial. One that the lab calls invalid counts, with a remark: the peer judges nothing, and leaving trials out on one side would bend the ratio. */
    Sample measure(Flow flow, int warmupSeconds, int seconds) throws IOException, InterruptedException {
        Lab.Run run = lab.run(flow.scenario(url, warmupSeconds, seconds));
        Folders.remove(run.folder());
        return sample(run.trials().getFirst(), run.compilers());
    }

    private static Sample sample(JsonNode trial, String compilers) throws IOException {
        JsonNode throughput = trial.path("throughput");
        JsonNode latency = trial.path("latency").path("sendToReceive");
        long received = latency.path("count").asLong();
        if (received == 0) {
            throw new IOException("the lab received nothing: " + trial.path("reasons"));
        }
        double cpuNanos = 0;
        for (JsonNode process : trial.path("processes")) {
            String role = process.path("role").asString();
            if (role.equals("producer") || role.equals("consumer")) {
                cpuNanos += process.path("measuredCpuMillis").asDouble() * 1e6;
            }
        }
        List<String> remarks = new ArrayList<>();
        if (!trial.path("verdict").asString().equals("pass")) {
            trial.path("reasons").forEach(reason -> remarks.add(reason.asString()));
        }
        return new Sample(
                throughput.path("receivedPerSecond").asDouble(),
                throughput.path("sentPerSecond").asDouble(),
                percentile(latency, "p50Nanos"),
                percentile(latency, "p99Nanos"),
                percentile(trial.path("latency").path("scheduleLag"), "p99Nanos"),
                cpuNanos / received,
                compilers,
                remarks);
    }

    private static double percentile(JsonNode distribution, String name) {
        return distribution.path(name).isNumber() ? distribution.path(name).asDouble() : Double.NaN;
    }
}
