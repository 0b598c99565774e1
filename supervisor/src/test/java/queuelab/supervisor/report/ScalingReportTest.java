package queuelab.supervisor.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import queuelab.supervisor.analysis.RunResults;
import queuelab.supervisor.analysis.RunStatistics;
import queuelab.supervisor.analysis.SampleConsumers;
import queuelab.supervisor.analysis.SampleLadder;
import queuelab.supervisor.analysis.SampleTrials;
import queuelab.supervisor.analysis.TrialResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs about consumers, and runs of several transports, as reports tell them. */
final class ScalingReportTest {
    @TempDir
    Path folder;

    @Test
    void theAnswerSaysHowManyTimesOneTheMostReceiveAndWhatLimitsThem() {
        RunResults results = results(new SampleConsumers().processes(n -> 190 * n / (1 + 0.003 * (n - 1)), 1, 2, 4, 8));

        assertThat(Answer.of(results).findings()).hasSize(1);
        assertThat(Answer.of(results).headline())
                .matches(
                        "8 processes with “sleep 5ms” of work received 7\\.\\d× \\[.*] of what 1 did; what limited them:"
                                + " the consumers' own work: each consumer was busy .* % of its time\\.");
    }

    @Test
    void aLockIsNamedWhereItIsWhatLimitsThreads() {
        List<TrialResult> trials = globalLock();

        assertThat(Answer.of(results(trials)).findings())
                .satisfiesExactly(
                        processes -> assertThat(processes).startsWith("4 processes with “sleep 5ms” of work received"),
                        threads -> assertThat(threads)
                                .startsWith("4 threads of one process with “sleep 5ms” of work received")
                                .contains("the lock: of the 20.00 ms that a message kept its thread, 75.0 % was spent"
                                        + " waiting for the lock of its process"));
    }

    @Test
    void aRateThatIsMetIsAnsweredWithHowManySuffice() {
        SampleConsumers consumers =
                new SampleConsumers().set("producer.load", "600/s").noise(0);

        assertThat(Answer.of(results(consumers.processes(n -> Math.min(600, 190 * n), 1, 2, 4, 8)))
                        .headline())
                .startsWith("For 600/s: 4 processes, which received 600/s")
                .endsWith("1 process received 190 messages per second and fell behind.");
    }

    @Test
    void theAnswerNamesPrefetchAndWhereSharesAreEven() {
        SampleConsumers burst =
                new SampleConsumers().set("producer.load", "125/s").depth(500).saturated(true);
        List<TrialResult> trials = new ArrayList<>(
                burst.set("consumer.window", "1MiB").shares(1, 0).point("default-window", Map.of(), 2, 1, _ -> 50));
        trials.addAll(
                burst.set("consumer.window", "0").shares(0.502, 0.498).point("no-window", Map.of(), 2, 1, _ -> 90));

        assertThat(Answer.of(results(trials)).findings())
                .satisfiesExactly(
                        starved -> assertThat(starved)
                                .startsWith("default-window: prefetch: consumer 2 got 0.0 % of the messages"),
                        even -> assertThat(even).startsWith("no-window: shares are even (49.8 to 50.2 % each"));
    }

    @Test
    void thePageHoldsCurveFitRecommendationAndSharesWithoutItsScripts() throws IOException {
        RunResults results =
                results(new SampleConsumers().processes(n -> 190 * n / (1 + 0.02 * (n - 1)), 1, 2, 4, 8, 12, 16));

        String page = page(results);

        assertThat(withoutScripts(page))
                .contains(
                        "<h2>Consumers</h2>",
                        "Processes, work sleep 5ms",
                        "Universal Scalability Law: one receives λ = ",
                        "contention α = ",
                        "For 2,000/s: 16 processes",
                        "Who got the messages",
                        "consumers' work");
        JsonNode chart = chartData(page).get("scaling").get(0);
        assertThat(chart.get("curves").get(0).get("points").size()).isEqualTo(6);
        assertThat(chart.get("curves").get(0).get("trials").size()).isEqualTo(18);
        assertThat(chart.get("curves").get(0).get("fit").size()).isGreaterThan(20);
        assertThat(chart.get("ideal").size()).isEqualTo(2);
        assertThat(chartData(page).get("fairness").size()).isEqualTo(5);
    }

    @Test
    void curvesOfThreadsAndProcessesShareAPicture() throws IOException {
        JsonNode scaling = chartData(page(results(globalLock()))).get("scaling");

        assertThat(scaling.size()).isEqualTo(1);
        assertThat(scaling.get(0).get("curves").size()).isEqualTo(2);
    }

    @Test
    void theLadderHasARowForEachWayAndItsRatioWithoutItsScripts() throws IOException {
        RunResults results = results(new SampleLadder().atARate());

        String page = page(results);

        assertThat(withoutScripts(page))
                .contains("Ways to pass a message", ">shared-memory<", ">queue, durable<", "times the first");
        assertThat(Answer.of(results).headline())
                .startsWith("At 1000/s shared-memory is the fastest of 7 ways, p50 2.")
                .contains(
                        "queue, durable the slowest", "the broker (queue, memory) adds", "no message was lost in any");
        JsonNode ladder = chartData(page).get("ladders").get(0);
        assertThat(ladder.get("rungs").size()).isEqualTo(7);
        assertThat(ladder.get("rungs").get(0).get("marks").get(0).get("trials").size())
                .isEqualTo(3);
    }

    @Test
    void runsAboutSomethingElseHaveNeitherSection() throws IOException {
        assertThat(withoutScripts(page(SampleRun.persistence(3)))).doesNotContain("id=\"consumers\"", "id=\"ladder\"");
    }

    @Test
    void namesOfAScenarioCannotBecomeMarkup() throws IOException {
        String hostile = "<img src=x onerror=alert(1)>";
        List<TrialResult> trials = new ArrayList<>();
        SampleConsumers consumers = new SampleConsumers();
        trials.addAll(consumers.point(hostile, Map.of("x", hostile), 1, 1, n -> 190 * n));
        trials.addAll(consumers.point(hostile + "2", Map.of("x", hostile), 2, 1, n -> 190 * n));

        assertThat(withoutScripts(page(results(trials)))).doesNotContain("<img");
    }

    private static List<TrialResult> globalLock() {
        SampleConsumers consumers = new SampleConsumers().set("consumer.lock", "process");
        List<TrialResult> trials = new ArrayList<>(consumers.point("one", Map.of(), 1, 1, _ -> 190));
        trials.addAll(consumers.point("processes-2", Map.of(), 2, 1, n -> 190 * n));
        trials.addAll(consumers.point("processes-4", Map.of(), 4, 1, n -> 190 * n));
        trials.addAll(consumers.lockWait(0.5).handling(10, 0.1).point("threads-2", Map.of(), 1, 2, _ -> 191));
        trials.addAll(consumers.lockWait(0.75).handling(20, 0.1).point("threads-4", Map.of(), 1, 4, _ -> 192));
        return trials;
    }

    private String page(RunResults results) {
        return new HtmlReport(new RunFolder(folder)).render(results, "name: x\n", "lab run x");
    }

    private static RunResults results(List<TrialResult> trials) {
        List<TrialResult> numbered = new ArrayList<>();
        for (TrialResult trial : trials) {
            numbered.add(SampleTrials.named(trial, "%03d".formatted(numbered.size() + 1)));
        }
        return RunStatistics.results("scaling", "2026-11-01T12:00:00Z", Map.of("cores", 2), List.of(), numbered);
    }

    private static String withoutScripts(String page) {
        return Pattern.compile("<script.*?</script>", Pattern.DOTALL)
                .matcher(page)
                .replaceAll("");
    }

    private static JsonNode chartData(String page) {
        Matcher matcher = Pattern.compile("id=\"chart-data\">(.*?)</script>", Pattern.DOTALL)
                .matcher(page);
        assertThat(matcher.find()).isTrue();
        return JsonMapper.shared().readTree(matcher.group(1));
    }
}
