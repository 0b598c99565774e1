package queuelab.supervisor.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import queuelab.supervisor.analysis.RunResults;
import queuelab.supervisor.analysis.RunStatistics;
import queuelab.supervisor.analysis.SampleTrials;
import queuelab.supervisor.analysis.TrialResult;
import queuelab.supervisor.report.FailCondition.State;
import queuelab.supervisor.report.RunComparison.Judgement;

final class CompareTest {
    private static final String SLOWER = "dueToReceive.p99 > +10%";

    @TempDir
    Path folder;

    @Test
    void aRealSlowdownMakesTheConditionHold() {
        List<Judgement> judgements =
                judge(run(1, 3, 300), run(2, 3, 600), SLOWER, "throughput.receivedPerSecond < -5%");

        assertThat(judgements).extracting(Judgement::state).containsExactly(State.HOLDS, State.DOES_NOT_HOLD);
    }

    @Test
    void noiseDoesNotMakeItHoldEvenWhereTheMedianLiesBeyondTheLimit() {
        RunResults a = trials(100, 140, 180);
        RunResults b = trials(120, 165, 210);

        Judgement judgement = judge(a, b, SLOWER).getFirst();

        assertThat(judgement.change().orElseThrow().ratio().ratio()).isGreaterThan(1.10);
        assertThat(judgement.state()).isEqualTo(State.DOES_NOT_HOLD);
    }

    @Test
    void theSameRunTwiceHasNoDifference() {
        assertThat(judge(run(1, 3, 300), run(1, 3, 300), "dueToReceive.p99 > +0%", "dueToReceive.p99 < -0%"))
                .extracting(Judgement::state)
                .containsOnly(State.DOES_NOT_HOLD);
    }

    @Test
    void withFewerThanThreeTrialsNothingCanBeJudged() {
        assertThat(judge(run(1, 2, 300), run(2, 2, 900), SLOWER))
                .extracting(Judgement::state)
                .containsExactly(State.TOO_FEW_TRIALS);
    }

    @Test
    void pointsThatOnlyOneRunHasAreNamed() {
        RunComparison comparison = RunComparison.of(run(1, 3, 300), SampleRun.persistence(3));

        assertThat(comparison.points()).isEmpty();
        assertThat(comparison.onlyInA()).containsExactly("base");
        assertThat(comparison.onlyInB()).hasSize(4).first().isEqualTo("durable, 1000/s");
    }

    @Test
    void aConditionThatCannotBeReadSaysWhatItShouldLookLike() {
        assertThatThrownBy(() -> FailCondition.parse("dueToReceive.p99 +10"))
                .hasMessage("--fail-if must be METRIC > +PERCENT% or METRIC < -PERCENT%, "
                        + "as in 'dueToReceive.p99 > +10%', got 'dueToReceive.p99 +10'");
        assertThatThrownBy(() -> FailCondition.parse("dueToRecieve.p99 > 10%"))
                .hasMessage("--fail-if 'dueToRecieve.p99 > 10%': no metric is called dueToRecieve.p99; "
                        + "did you mean dueToReceive.p99?");
        assertThatThrownBy(() -> FailCondition.parse("delivery.lost > 0%"))
                .hasMessage("--fail-if 'delivery.lost > 0%': runs are not compared by delivery.lost, "
                        + "only by rates, latencies and cpu.nanosPerMessage");
        assertThatThrownBy(() -> FailCondition.parse("dueToReceive.p99 < -100%"))
                .hasMessageEndingWith("the limit must be greater than -100 %, got -100.0 %");
    }

    @Test
    void theTextShowsRatiosDifferencesAndConditions() throws IOException {
        RunFolder first = new RunFolder(folder.resolve("first"));
        RunFolder second = new RunFolder(folder.resolve("second"));
        RunResults a = run(1, 3, 300);
        RunResults b = withEnvironment(run(2, 3, 600), Map.of("cores", 4, "started", "later"));
        SampleRecordings.write(first, a.trials(), 1, 8, 100);
        SampleRecordings.write(second, b.trials(), 1, 8, 100);
        RunComparison comparison = RunComparison.of(a, b);

        String text = ComparisonText.text(
                comparison,
                RunDifferences.of(first, a, second, b),
                comparison.judge(List.of(FailCondition.parse(SLOWER))));

        assertThat(text.lines())
                .anySatisfy(line ->
                        assertThat(line).matches("  dueToReceive\\.p99 .* → .* \\+\\d+ % \\[.* to .* %]\\s+higher"))
                .anySatisfy(line -> assertThat(line).matches("\\s+cores +2 +→ 4"))
                .noneSatisfy(line -> assertThat(line).contains("started"))
                .anySatisfy(line -> assertThat(line).isEqualTo("No difference in broker configuration."))
                .last()
                .asString()
                .startsWith("FAILED  base: dueToReceive.p99 > +10% holds: +");
    }

    @Test
    void withoutACommonPointNothingIsCalledEqual() {
        RunResults a = SampleRun.results(List.of(new SampleTrials(3).passed("one", Map.of(), 1, 1000, 300)));
        RunResults b = SampleRun.results(List.of(new SampleTrials(3).passed("other", Map.of(), 1, 1000, 300)));

        String text = ComparisonText.text(
                RunComparison.of(a, b), new RunDifferences(List.of(), List.of(), List.of()), List.of());

        assertThat(text)
                .contains("no point in common", "Only in the first run: one", "Only in the second run: other")
                .doesNotContain("No difference in scenario", "No difference in broker configuration");
    }

    @Test
    void theJunitFileHasACaseForEachConditionAtEachPointWhateverItsName() throws Exception {
        Path file = folder.resolve("compare.xml");
        SampleTrials samples = new SampleTrials(3);
        List<TrialResult> trials = new ArrayList<>();
        for (int repeat = 1; repeat <= 3; repeat++) {
            trials.add(samples.passed("<a & \"b\"]]>\u0001", Map.of(), repeat, 1000, 300));
        }
        RunResults hostile = SampleRun.results(trials);

        JunitXml.write(file, judge(hostile, hostile, SLOWER, "dueToReceive.p50 < -3%"));

        Element suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getDocumentElement();
        assertThat(suite.getAttribute("tests")).isEqualTo("2");
        assertThat(suite.getAttribute("failures")).isEqualTo("0");
        assertThat(((Element) suite.getElementsByTagName("testcase").item(0)).getAttribute("classname"))
                .isEqualTo("<a & \"b\"]]>?");
    }

    @Test
    void aConditionThatHoldsIsAFailureInTheJunitFile() {
        assertThat(JunitXml.text(judge(run(1, 3, 300), run(2, 3, 600), SLOWER)))
                .contains(
                        "tests=\"1\" failures=\"1\"",
                        "<failure message=\"FAILED  base: dueToReceive.p99 &gt; +10% holds");
    }

    private static List<Judgement> judge(RunResults a, RunResults b, String... conditions) {
        return RunComparison.of(a, b)
                .judge(List.of(conditions).stream().map(FailCondition::parse).toList());
    }

    private static RunResults run(long seed, int repeats, double p50Micros) {
        SampleTrials samples = new SampleTrials(seed);
        List<TrialResult> trials = new ArrayList<>();
        for (int repeat = 1; repeat <= repeats; repeat++) {
            trials.add(samples.passed("base", Map.of(), repeat, 1000, p50Micros));
        }
        return SampleRun.results(trials);
    }

    private static RunResults trials(double... p50Micros) {
        SampleTrials samples = new SampleTrials(9);
        List<TrialResult> trials = new ArrayList<>();
        for (double p50 : p50Micros) {
            trials.add(samples.passed("base", Map.of(), trials.size() + 1, 1000, p50));
        }
        return SampleRun.results(trials);
    }

    private static RunResults withEnvironment(RunResults results, Map<String, Object> environment) {
        return RunStatistics.results(results.scenario(), results.started(), environment, List.of(), results.trials());
    }
}
