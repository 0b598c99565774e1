package queuelab.benchmarks.own;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import queuelab.benchmarks.own.Findings.Unit;
import queuelab.benchmarks.result.Goal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the supervisor uses while a page watches both lanes with as many consumers as they take. */
final class LivePage {
    /** What one lane takes at most: {@code LiveLimits}. */
    private static final int MOST_CONSUMERS = 16;

    /** Asked for many consumers, it answers once they are ready. */
    private static final Duration ANSWER = Duration.ofMinutes(2);

    private static final Duration DEADLINE = Duration.ofMinutes(2);
    private static final int EVENTS = 20;
    private static final int TIMES = 3;
    private static final int EVENTS_QUICK = 2;
    /** Once all processes are there: the page's second or two of settling, and the JVM's compiling. */
    private static final int EVENTS_BEFORE = 10;

    private LivePage() {}

    static void measure(Bench bench, Findings findings) throws IOException, InterruptedException {
        Path tokenFile = bench.workspace().resolve("token");
        Process supervisor = bench.children()
                .start(bench.lab()
                        .command(List.of("serve", "--port", "0", "--token-file", tokenFile.toString()))
                        .redirectError(bench.workspace().resolve("serve.log").toFile()));
        try (BufferedReader output = supervisor.inputReader(StandardCharsets.UTF_8);
                HttpClient client = HttpClient.newHttpClient()) {
            URI address = address(output);
            var page = new LivePage.Page(client, address);
            int consumers = bench.quick() ? 1 : MOST_CONSUMERS;
            page.post("/api/lanes/knobs", "{\"consumers\": " + consumers + ", \"rate\": 200}");
            int processes = 2 * (2 + consumers);
            List<Double> percents = bench.quick()
                    ? page.watch(supervisor, processes, 0, EVENTS_QUICK, 1)
                    : page.watch(supervisor, processes, EVENTS_BEFORE, EVENTS, TIMES);
            findings.figure(
                    "live page, " + processes + " processes: supervisor's CPU, of a core",
                    Unit.PERCENT,
                    percents,
                    Goal.atMost(5));
        } finally {
            bench.children().end(supervisor);
        }
    }

    private static URI address(BufferedReader output) throws IOException {
        String line = output.readLine();
        if (line == null || !line.contains("http://")) {
            throw new IOException("lab serve said: " + line);
        }
        return URI.create(line.substring(line.indexOf("http://")).strip());
    }

    /** A page that is open. */
    private record Page(HttpClient client, URI address) {
        private HttpRequest.Builder request(String path) {
            String token = address.getQuery().substring("token=".length());
            return HttpRequest.newBuilder(address.resolve(path)).header("Authorization", "Bearer " + token);
        }

        void post(String path, String json) throws IOException, InterruptedException {
            HttpResponse<String> answer = client.send(
                    request(path)
                            .timeout(ANSWER)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(json))
                            .build(),
                    BodyHandlers.ofString());
            if (answer.statusCode() >= 400) {
                throw new IOException(path + " answered " + answer.statusCode() + ": " + answer.body());
            }
        }

        private int running() throws IOException, InterruptedException {
            HttpResponse<String> answer =
                    client.send(request("/api/lanes").timeout(ANSWER).build(), BodyHandlers.ofString());
            int running = 0;
            for (JsonNode lane : JsonMapper.shared().readTree(answer.body()).path("lanes")) {
                for (JsonNode process : lane.path("processes")) {
                    running += process.path("state").asString().equals("RUNNING") ? 1 : 0;
                }
            }
            return running;
        }

        /** CPU time of the supervisor while so many events come in, in percent of the time that they take, several times. One comes each second. */
        List<Double> watch(Process supervisor, int processes, int before, int events, int times)
                throws IOException, InterruptedException {
            HttpResponse<InputStream> stream =
                    client.send(request("/api/events").build(), BodyHandlers.ofInputStream());
            try (var lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
                long deadline = System.nanoTime() + DEADLINE.toNanos();
                do {
                    await(lines, 1);
                    if (System.nanoTime() - deadline > 0) {
                        throw new IOException("only " + running() + " of " + processes
                                + " processes were running after " + DEADLINE.toSeconds() + " s");
                    }
                } while (running() < processes);
                await(lines, before);
                List<Double> percents = new ArrayList<>();
                for (int time = 0; time < times; time++) {
                    long begun = System.nanoTime();
                    long cpu = cpuNanos(supervisor);
                    await(lines, events);
                    percents.add(100.0 * (cpuNanos(supervisor) - cpu) / (System.nanoTime() - begun));
                }
                return percents;
            }
        }

        private static void await(BufferedReader lines, int events) throws IOException {
            int seen = 0;
            while (seen < events) {
                String line = lines.readLine();
                if (line == null) {
                    throw new IOException("the events ended");
                }
                seen += line.startsWith("data:") ? 1 : 0;
            }
        }

        private static long cpuNanos(Process process) throws IOException {
            return process.info()
                    .totalCpuDuration()
                    .orElseThrow(() -> new IOException("the system does not tell the supervisor's CPU time"))
                    .toNanos();
        }
    }
}
