package queuelab.supervisor.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import queuelab.supervisor.analysis.Metric;
import queuelab.supervisor.analysis.RunResults;
import queuelab.supervisor.analysis.SampleTrials;
import queuelab.supervisor.analysis.TrialResult;
import queuelab.supervisor.analysis.TrialResult.Throughput;
import queuelab.supervisor.analysis.Verdict;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ResultsFilesTest {
    @TempDir
    Path folder;

    @Test
    void resultsJsonHasTheFieldsOfSchemaOneInTheirOrder() {
        JsonNode document = JsonMapper.shared().readTree(ResultsJson.write(SampleRun.persistence(3)));

        assertThat(names(document))
                .containsExactly(
                        "schema",
                        "scenario",
                        "started",
                        "environment",
                        "trials",
                        "summary",
                        "comparisons",
                        "consumers",
                        "scaling",
                        "ladder");
        JsonNode trial = document.get("trials").get(0);
        assertThat(names(trial))
                .startsWith(
                        "id",
                        "variant",
                        "point",
                        "repeat",
                        "verdict",
                        "reasons",
                        "processes",
                        "throughput",
                        "latency",
                        "delivery");
        assertThat(names(trial.get("processes").get(0)))
                .startsWith("role", "index", "pid", "parentPid", "cpuMillis", "peakRssBytes", "exitCode");
        assertThat(names(trial.get("throughput")))
                .containsExactly("offeredPerSecond", "sentPerSecond", "receivedPerSecond");
        assertThat(names(trial.get("latency"))).startsWith("dueToReceive", "sendToReceive", "sendToAck", "scheduleLag");
        assertThat(names(trial.get("latency").get("dueToReceive")))
                .containsExactly(
                        "count", "minNanos", "meanNanos", "p50Nanos", "p90Nanos", "p99Nanos", "p999Nanos", "maxNanos");
        assertThat(names(trial.get("delivery")))
                .containsExactly(
                        "attempted",
                        "acknowledged",
                        "rejected",
                        "indeterminate",
                        "received",
                        "distinct",
                        "lost",
                        "duplicated",
                        "unexpected",
                        "corrupt",
                        "outOfOrder",
                        "redelivered",
                        "residual");
        JsonNode summary = document.get("summary").get(0);
        assertThat(names(summary)).startsWith("variant", "point", "metrics");
        assertThat(names(summary.get("metrics").get("dueToReceive.p99Nanos")))
                .containsExactly("median", "low", "high", "n");
        assertThat(names(document.get("comparisons").get(0)))
                .containsExactly("metric", "a", "b", "point", "ratio", "low", "high", "verdict");
    }

    @Test
    void nanosecondsAreWholeNumbersAndVerdictsAreWords() {
        String json = ResultsJson.write(SampleRun.persistence(4));

        assertThat(json).containsPattern("\"meanNanos\" : \\d+,").doesNotContainPattern("Nanos\" : \\d+\\.");
        assertThat(json).contains("\"verdict\" : \"pass\"");
    }

    @Test
    void whatIsNoNumberIsWrittenAsNull() {
        TrialResult trial = SampleRun.persistence(1).trials().getFirst();
        TrialResult odd = SampleTrials.withThroughput(trial, new Throughput(null, Double.NaN, 1.5));
        RunResults results = new RunResults(
                1,
                "s",
                "now",
                Map.of("x", Double.POSITIVE_INFINITY),
                List.of(odd),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());

        String json = ResultsJson.write(results);

        assertThat(json).doesNotContain("NaN").doesNotContain("Infinity");
        assertThat(json).contains("\"sentPerSecond\" : null").contains("\"receivedPerSecond\" : 1.5");
    }

    @Test
    void aRunReadBackIsTheRunWritten() throws IOException {
        RunResults results = SampleRun.persistence(3);
        new RunFolder(folder).writeResults(results);

        RunResults read = ResultsJson.read(folder);

        assertThat(ResultsJson.write(read)).isEqualTo(ResultsJson.write(results));
        assertThat(read.summary()).isEqualTo(results.summary());
    }

    @Test
    void aResultsFileThatCannotBeUsedIsNamedWithTheReason() throws IOException {
        assertThatThrownBy(() -> ResultsJson.read(folder)).hasMessage(folder.resolve("results.json") + " is missing");
        Files.writeString(folder.resolve("results.json"), "{\"schema\": 2}");
        assertThatThrownBy(() -> ResultsJson.read(folder))
                .hasMessage(folder.resolve("results.json") + " must have \"schema\": 1, got 2");
        Files.writeString(folder.resolve("results.json"), "{\"schema\": 1, ");
        assertThatThrownBy(() -> ResultsJson.read(folder))
                .hasMessageStartingWith(folder.resolve("results.json") + " is damaged: ");
    }

    @Test
    void everyFileIsReplacedAndNothingIsLeftBeside() throws IOException {
        RunFolder run = new RunFolder(folder);
        run.writeResults(SampleRun.persistence(1));
        run.writeResults(SampleRun.persistence(3));

        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("results.json", "results.csv", "metrics.prom");
        }
        assertThat(ResultsJson.read(folder).trials()).hasSize(12);
    }

    @Test
    void theEnvironmentIsReadBackInItsOrder() throws IOException {
        Map<String, Object> environment = new LinkedHashMap<>();
        environment.put("os", "Debian");
        environment.put("cores", 2);
        environment.put("disk", Map.of("syncMicros", 147.5));
        RunFolder run = new RunFolder(folder);

        assertThat(run.readEnvironment()).isEmpty();
        run.writeEnvironment(environment);

        assertThat(run.readEnvironment()).isEqualTo(environment);
        assertThat(run.readEnvironment().keySet()).containsExactly("os", "cores", "disk");
    }

    @Test
    void theCsvHasARowForEachTrialAndAColumnForEachMetric() throws IOException {
        RunResults results = SampleRun.persistence(3);

        List<CSVRecord> rows = rows(ResultsCsv.write(results.trials()));

        assertThat(rows).hasSameSizeAs(results.trials());
        List<String> header = rows.getFirst().getParser().getHeaderNames();
        assertThat(header)
                .startsWith("id", "variant", "point.producer.load", "repeat", "verdict", "saturated", "reasons")
                .containsAll(Metric.all().stream().map(Metric::name).toList())
                .containsSequence("processes.count", "processes.cpuMillis", "processes.peakRssBytes")
                .endsWith("journal.inEffect", "journal.asked", "journal.bufferTimeoutNanos", "journal.datasync");
        TrialResult first = results.trials().getFirst();
        assertThat(rows.getFirst().get("dueToReceive.p99Nanos"))
                .isEqualTo(String.valueOf(first.latency().get("dueToReceive").p99Nanos()));
        assertThat(rows.getFirst().get("throughput.offeredPerSecond")).isEqualTo("1000");
        assertThat(rows.getFirst().get("journal.bufferTimeoutNanos")).isEqualTo("100000");
    }

    @Test
    void csvCellsWithCommasQuotesAndLineBreaksComeBackAsTheyWere() throws IOException {
        TrialResult trial = SampleRun.persistence(1).trials().getFirst();
        String reason = "line one,\n\"line two\"; <b>";

        List<CSVRecord> rows = rows(ResultsCsv.write(List.of(SampleTrials.judged(trial, Verdict.FAIL, reason))));

        assertThat(rows.getFirst().get("reasons")).isEqualTo(reason);
    }

    @Test
    void aFigureThatATrialDoesNotHaveIsAnEmptyCell() throws IOException {
        List<CSVRecord> rows = rows(ResultsCsv.write(SampleRun.persistence(1).trials()));

        assertThat(rows)
                .filteredOn(row -> row.get("point.producer.load").equals("saturate"))
                .isNotEmpty()
                .allSatisfy(row ->
                        assertThat(row.get("throughput.offeredPerSecond")).isEmpty());
    }

    @Test
    void metricsAreInSecondsAndLabelsAreEscaped() {
        TrialResult trial =
                SampleTrials.judged(SampleRun.persistence(1).trials().getFirst(), Verdict.FAIL, "lost");

        String text = PrometheusText.write("a \"b\"\n\\c", List.of(trial));

        assertThat(text)
                .contains("# TYPE queuelab_due_to_receive_p99_seconds gauge\n")
                .contains("queuelab_trial_passed{scenario=\"a \\\"b\\\"\\n\\\\c\",variant=\"durable\","
                        + "point=\"producer.load=1000/s\",trial=\"" + trial.id() + "\",repeat=\"1\"} 0.0\n")
                .contains("queuelab_delivery_lost{")
                .contains("queuelab_throughput_received_per_second{");
        assertThat(text.lines())
                .allMatch(line -> line.matches("# (HELP|TYPE) [a-z0-9_]+ .*|[a-z0-9_]+\\{.*} [-0-9.E]+"));
    }

    private static List<CSVRecord> rows(String csv) throws IOException {
        return CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new StringReader(csv))
                .getRecords();
    }

    private static List<String> names(JsonNode node) {
        return List.copyOf(node.propertyNames());
    }
}
