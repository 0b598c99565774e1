package queuelab.supervisor.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import queuelab.supervisor.analysis.RunResults;
import queuelab.supervisor.analysis.SampleTrials;
import queuelab.supervisor.analysis.TrialResult;
import queuelab.supervisor.analysis.TrialResult.Delivery;
import queuelab.supervisor.analysis.Verdict;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class HtmlReportTest {
    private static final String YAML = "name: persistence\nrepeats: 3\n";
    private static final String COMMAND = "lab run runs/x/scenario.yaml";
    private static final String HOSTILE = "</script><script>alert('x')</script>\"'&<img src=x onerror=alert(1)>";

    @TempDir
    Path folder;

    @Test
    void withoutItsScriptsThePageHoldsAnswerAndTables() throws IOException {
        RunResults results = SampleRun.persistence(3);

        String page = withoutScripts(report(results));

        assertThat(page)
                .contains(Answer.of(results).headline())
                .contains("All 12 trials passed.")
                .contains(">durable, 1000/s<", ">memory, saturate<", "p99.9", "not a stable latency")
                .contains(
                        "memory ÷ durable",
                        COMMAND,
                        "name: persistence",
                        "journalBufferTimeoutNanos",
                        "Debian GNU/Linux 12");
        for (TrialResult trial : results.trials()) {
            assertThat(page).contains("id=\"trial-" + trial.id() + "\"");
            trial.processes().forEach(process -> assertThat(page).contains("<td>" + process.pid() + "</td>"));
        }
    }

    @Test
    void eachKindOfFaultHasItsPriceAndEveryRowSaysWhatItTests() throws IOException {
        SampleTrials samples = new SampleTrials(3);
        List<TrialResult> trials = new ArrayList<>();
        for (String variant : List.of("durable", "memory")) {
            trials.add(samples.passed(variant, Map.of("faults", "none"), 1, 300, 500));
            TrialResult killed = SampleTrials.delivered(
                    samples.passed(variant, Map.of("faults", "broker-kill"), 1, 300, 500),
                    new Delivery(500, 500, 0, 0, 500, 500, variant.equals("memory") ? 17 : 0, 0, 0, 0, 0, 0, 0));
            trials.add(SampleTrials.killed(killed, 2));
        }

        String page = withoutScripts(report(SampleRun.results(trials)));

        assertThat(page)
                .contains("What was done to it, and what came of it", "<h3>broker-kill</h3>")
                .contains("<span class=\"loss\">17 lost</span>", "<td class=\"loss\">17</td>")
                .contains("broker killed 2 times (kill -9): a process was killed, not the power cut")
                .contains("nothing was done to it")
                .contains("1.50 s · ");
    }

    @Test
    void aBrokerConfigurationThatAllTrialsShareStandsOnce() throws IOException {
        String page = withoutScripts(report(SampleRun.persistence(3)));

        assertThat(page).containsOnlyOnce("journalBufferTimeoutNanos").doesNotContain("startMillis");
    }

    @Test
    void nothingIsLoadedFromAnywhere() throws IOException {
        String page = report(SampleRun.persistence(3));

        assertThat(page.contains("<script src")).isFalse();
        assertThat(withoutScripts(page))
                .doesNotContainPattern("\\ssrc=")
                .doesNotContain("<link", "@import")
                .doesNotContainPattern("url\\((?!\"?data:)");
    }

    @Test
    void aFailedTrialComesBeforeTheAnswerAndIsDrawnApart() throws IOException {
        List<TrialResult> trials = SampleRun.persistenceTrials(3);
        TrialResult bad =
                SampleTrials.judged(trials.getFirst(), Verdict.FAIL, "12 acknowledged messages never arrived");
        trials.set(0, SampleTrials.delivered(bad, new Delivery(20, 20, 0, 0, 8, 8, 12, 3, 0, 0, 0, 0, 0)));

        String page = report(SampleRun.results(trials));

        assertThat(withoutScripts(page))
                .containsSubsequence(
                        "1 of 12 trials failed: 001-durable-1: 12 acknowledged messages never arrived.", "At 1000/s");
        assertThat(page).contains("11 of 12 trials passed.", "class=\"row-fail\"");
        assertThat(chartData(page).get("trials").get(0).get("verdict").asString())
                .isEqualTo("fail");
    }

    @Test
    void textOfAScenarioCannotBecomeMarkupOrScript() throws IOException {
        SampleTrials samples = new SampleTrials(1);
        List<TrialResult> trials = new ArrayList<>();
        for (int repeat = 1; repeat <= 3; repeat++) {
            for (String variant : List.of(HOSTILE, HOSTILE + "2")) {
                TrialResult trial = samples.passed(variant, Map.of(HOSTILE, HOSTILE), repeat, 1000, 300);
                trials.add(SampleTrials.named(trial, "trial-" + trials.size()));
            }
        }
        trials.set(0, SampleTrials.judged(trials.getFirst(), Verdict.INVALID, HOSTILE));
        RunResults results = SampleRun.results(trials);

        String page = new HtmlReport(new RunFolder(folder)).render(results, HOSTILE, HOSTILE);

        assertThat(page.contains("<script>alert")).isFalse();
        assertThat(withoutScripts(page)).doesNotContain("<img");
        assertThat(Pattern.compile("</script>").matcher(page).results()).hasSize(3);
        assertThat(chartData(page).get("variants").get(0).asString()).isEqualTo(HOSTILE);
    }

    @Test
    void recordingsThatCannotBeReadAreSaidAndTheRestIsShown() throws IOException {
        RunResults results = SampleRun.persistence(1);
        RunFolder run = new RunFolder(folder);
        SampleRecordings.write(run, results.trials(), 1, 20, 300);
        Files.delete(run.trial(results.trials().getFirst().id()).resolve("samples.jsonl"));
        Files.writeString(run.trial(results.trials().get(1).id()).resolve("consumer-1/latency.hlog"), "damaged");

        String page = new HtmlReport(run).render(results, YAML, COMMAND);

        assertThat(page)
                .contains("001-durable-1/samples.jsonl: is missing")
                .contains("002-memory-1/consumer-1/latency.hlog: is no HdrHistogram log")
                .doesNotContain(folder.toString());
    }

    @Test
    void twoHundredTrialsFitIntoFiveMegabytes() throws IOException {
        SampleTrials samples = new SampleTrials(1);
        List<TrialResult> trials = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            trials.add(
                    samples.passed("variant-" + i % 2, Map.of("queue.count", "" + i / 10), i % 10 / 2 + 1, 1000, 300));
        }
        RunFolder run = new RunFolder(folder);
        SampleRecordings.write(run, trials.subList(0, 1), 4, 60, 2_000);
        for (TrialResult trial : trials.subList(1, trials.size())) {
            Files.createSymbolicLink(
                    run.trial(trial.id()), run.trial(trials.getFirst().id()));
        }

        new HtmlReport(run).write(SampleRun.results(trials), YAML, COMMAND);

        assertThat(Files.size(folder.resolve("report.html"))).isLessThan(5 * 1024 * 1024);
    }

    @Test
    void timeSeriesCoverTheTrialAndSharesAddUp() throws IOException {
        JsonNode trial =
                chartData(report(SampleRun.persistence(1))).get("trials").get(0);

        JsonNode series = trial.get("series");
        int moments = series.get("seconds").size();
        assertThat(moments).isEqualTo(25);
        for (String line : List.of("sentPerSecond", "receivedPerSecond", "p50Millis", "p99Millis", "depth")) {
            assertThat(series.get(line).size()).isEqualTo(moments);
        }
        assertThat(series.get("cpuPercent").propertyNames())
                .containsExactly("broker", "producer-1", "consumer-1", "consumer-2");
        assertThat(trial.get("shares").get("consumer-1").asDouble()
                        + trial.get("shares").get("consumer-2").asDouble())
                .isBetween(0.999, 1.001);
        assertThat(trial.get("latency").size()).isGreaterThan(20);
    }

    @Test
    void aRunWithoutTrialsHasAReportThatSaysSo() throws IOException {
        assertThat(report(SampleRun.results(List.of()))).contains("No trial was finished.");
    }

    private String report(RunResults results) throws IOException {
        RunFolder run = new RunFolder(folder);
        SampleRecordings.write(run, results.trials(), 2, 24, 15_000);
        new HtmlReport(run).write(results, YAML, COMMAND);
        return Files.readString(folder.resolve("report.html"), StandardCharsets.UTF_8);
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
