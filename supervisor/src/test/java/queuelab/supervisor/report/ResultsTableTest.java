package queuelab.supervisor.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;
import queuelab.supervisor.analysis.SampleTrials;
import queuelab.supervisor.analysis.TrialResult;
import queuelab.supervisor.analysis.Verdict;

final class ResultsTableTest {
    @Test
    void theTableShowsMediansWithIntervalsThenTheAnswerThenWhereTheResultsLie() {
        String text = ResultsTable.text(SampleRun.persistence(3), Path.of("runs/x"), Ansi.OFF);

        List<String> lines = text.lines().toList();
        assertThat(lines.getFirst())
                .startsWith("point")
                .contains(
                        "offered/s", "sent/s", "received/s", "p50", "p99", "p99.9", "max", "lost", "dupl.", "verdict");
        assertThat(lines.get(1)).startsWith("durable, 1000/s").endsWith("pass");
        assertThat(lines.get(2)).startsWith("      ").contains("–");
        assertThat(text).contains("durable costs 2.").contains("no message was lost in either.");
        assertThat(lines.getLast()).isEqualTo("Results: runs/x");
        assertThat(lines)
                .allSatisfy(line -> assertThat(line.startsWith("At") || line.length() <= 120)
                        .isTrue());
    }

    @Test
    void withTwoTrialsAPointThereIsNoIntervalAndTheTableSaysSo() {
        String text = ResultsTable.text(SampleRun.persistence(2), null, Ansi.OFF);

        assertThat(text).contains("no interval").doesNotContain("95 %").contains("may be noise");
    }

    @Test
    void aPercentileWithTooFewSamplesSaysSo() {
        TrialResult trial = new SampleTrials(3).passed("base", Map.of(), 1, 100, 500);

        assertThat(ResultsTable.text(SampleRun.results(List.of(trial)), null, Ansi.OFF))
                .contains("too few");
    }

    @Test
    void failedAndInvalidTrialsAreNamedWithTheirReasons() {
        List<TrialResult> trials = SampleRun.persistenceTrials(3);
        trials.set(0, SampleTrials.judged(trials.get(0), Verdict.FAIL, "12 acknowledged messages never arrived"));
        trials.set(2, SampleTrials.judged(trials.get(2), Verdict.INVALID, "the clock of consumer-1 is off"));

        String text = ResultsTable.text(SampleRun.results(trials), null, Ansi.OFF);

        assertThat(text)
                .contains(
                        "fail 1 of 3", "invalid 1 of 3", "fail 001-durable-1\n  12 acknowledged messages never arrived")
                .contains("1 of 12 trials failed: 001-durable-1: 12 acknowledged messages never arrived.");
    }

    @Test
    void aSaturatedPointsLatencyIsMarkedAsNoStableFigure() {
        String text = ResultsTable.text(SampleRun.persistence(3), null, Ansi.OFF);

        assertThat(text.lines()
                        .filter(line -> line.startsWith("memory, saturate"))
                        .findFirst()
                        .orElseThrow())
                .contains("saturate  ", "µs*");
        assertThat(text).contains("* saturated: time spent queueing");
    }

    @Test
    void namesCannotMoveTheCursorOrPaint() {
        TrialResult trial = new SampleTrials(3).passed("\u001b[2J@|red x|@", Map.of(), 1, 100, 500);

        assertThat(ResultsTable.text(SampleRun.results(List.of(trial)), null, Ansi.ON))
                .doesNotContain("\u001b[2J")
                .contains("?[2J@|red x|@");
    }
}
