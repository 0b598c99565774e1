package queuelab.supervisor.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import queuelab.supervisor.analysis.RunResults.Comparison;
import queuelab.supervisor.analysis.RunResults.Interval;
import queuelab.supervisor.analysis.RunResults.Summary;

final class RunStatisticsTest {
    private static final Map<String, String> AT_1000 = Map.of("producer.load", "1000/s");
    private static final String P99 = "dueToReceive.p99Nanos";

    @Test
    void theSameVariantTwiceUnderTwoNamesIsNotDistinguishable() {
        assertThat(comparison(results(5, 600, 600), P99).verdict()).isEqualTo("not distinguishable");
    }

    @Test
    void aVariantTwiceAsSlowIsHigherAndItsRatioLiesInTheInterval() {
        Comparison comparison = comparison(results(3, 300, 600), P99);

        assertThat(comparison.verdict()).isEqualTo("higher");
        assertThat(comparison.ratio()).isBetween(1.8, 2.2).isBetween(comparison.low(), comparison.high());
        assertThat(comparison(results(3, 600, 300), P99).verdict()).isEqualTo("lower");
    }

    @Test
    void withTwoRepeatsThereIsNoIntervalAndNoWinner() {
        RunResults results = results(2, 300, 900);

        assertThat(comparison(results, P99).low()).isNull();
        assertThat(comparison(results, P99).verdict()).isEqualTo("not distinguishable");
        Interval median = results.summary().getFirst().metrics().get(P99);
        assertThat(median.n()).isEqualTo(2);
        assertThat(median.low()).isNull();
    }

    @Test
    void failedAndInvalidTrialsAreCountedButNeverSummarised() {
        List<TrialResult> trials = trials(4, 300, 600);
        trials.set(0, SampleTrials.judged(trials.get(0), Verdict.FAIL, "lost"));
        trials.set(2, SampleTrials.judged(trials.get(2), Verdict.INVALID, "clock"));

        Summary first = results(trials).summary().getFirst();

        assertThat(first.leftOut()).isEqualTo(2);
        assertThat(first.metrics().get(P99).n()).isEqualTo(2);
    }

    @Test
    void aPointWithoutAnyTrialThatPassedHasASummaryWithoutFigures() {
        List<TrialResult> trials = trials(1, 300, 600);
        trials.replaceAll(trial -> SampleTrials.judged(trial, Verdict.INVALID, "clock"));

        assertThat(results(trials).summary()).hasSize(2).allSatisfy(summary -> {
            assertThat(summary.metrics()).isEmpty();
            assertThat(summary.leftOut()).isEqualTo(1);
        });
        assertThat(results(trials).comparisons()).isEmpty();
    }

    @Test
    void aPercentileThatSomeTrialsLackIsSummarisedOverThoseThatHaveIt() {
        SampleTrials samples = new SampleTrials(1);
        List<TrialResult> trials = List.of(
                samples.passed("a", AT_1000, 1, 1000, 300),
                samples.passed("a", AT_1000, 2, 100, 300),
                samples.passed("a", AT_1000, 3, 1000, 300));

        Map<String, Interval> metrics = results(trials).summary().getFirst().metrics();

        assertThat(metrics.get("dueToReceive.p999Nanos").n()).isEqualTo(2);
        assertThat(metrics.get(P99).n()).isEqualTo(3);
    }

    @Test
    void summariesKeepTheScenariosOrderWhateverTheOrderOfExecution() {
        List<TrialResult> trials = trials(3, 300, 600).reversed();
        List<PointKey> order = List.of(new PointKey("durable", AT_1000), new PointKey("memory", AT_1000));

        assertThat(RunStatistics.results("s", "now", Map.of(), order, trials).summary())
                .extracting(Summary::variant)
                .containsExactly("durable", "memory");
    }

    @Test
    void theSameTrialsGiveTheSameResults() {
        assertThat(results(5, 300, 320)).isEqualTo(results(5, 300, 320));
    }

    @Test
    void trialsThatAgreeToTheLastDigitDoNotMakeATinyDifferenceReal() {
        double[] a = {1_000.00, 1_000.00, 1_000.00};
        double[] b = {1_000.02, 1_000.02, 1_000.02};

        assertThat(RatioInterval.of(a, b).difference()).isEqualTo(Difference.NOT_DISTINGUISHABLE);
    }

    @Test
    void medianAndIntervalOfLatenciesAreWholeNanoseconds() {
        Interval interval = results(4, 300, 600).summary().getFirst().metrics().get(P99);

        assertThat(List.of(interval.median(), interval.low(), interval.high()))
                .allSatisfy(nanos -> assertThat(nanos).isEqualTo(Math.rint(nanos)));
    }

    @Test
    void aRatioNeedsValuesGreaterThanZero() {
        assertThatThrownBy(() -> RatioInterval.of(new double[] {1, 0, 1}, new double[] {1, 1, 1}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ratiosWithinPairsDoNotSeeWhatSlowsBothSidesDown() {
        RatioInterval ratio = RatioInterval.ofPairs(new double[] {1, 5, 25, 3, 9}, new double[] {2.1, 10, 49, 6, 18.1});
        assertThat(ratio.ratio()).isEqualTo(2);
        assertThat(ratio.low()).isBetween(1.9, 2.0);
        assertThat(ratio.high()).isBetween(2.0, 2.15);
        assertThat(RatioInterval.ofPairs(new double[] {4, 4}, new double[] {2, 2}))
                .isEqualTo(new RatioInterval(0.5, null, null));
        assertThatThrownBy(() -> RatioInterval.ofPairs(new double[] {1, 2}, new double[] {1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("within pairs");
    }

    @Test
    void aSeenRatioFromTheOtherSideIsItsInverse() {
        RatioInterval ratio = RatioInterval.of(new double[] {1, 1.1, 1.2}, new double[] {2, 2.1, 2.3});

        assertThat(ratio.inverted().difference()).isEqualTo(Difference.LOWER);
        assertThat(ratio.inverted().inverted().low()).isCloseTo(ratio.low(), org.assertj.core.data.Offset.offset(1e-9));
    }

    private static RunResults results(int repeats, double p50MicrosOfA, double p50MicrosOfB) {
        return results(trials(repeats, p50MicrosOfA, p50MicrosOfB));
    }

    private static RunResults results(List<TrialResult> trials) {
        return RunStatistics.results("sample", "2026-11-01T00:00:00Z", Map.of(), List.of(), trials);
    }

    private static List<TrialResult> trials(int repeats, double p50MicrosOfA, double p50MicrosOfB) {
        SampleTrials samples = new SampleTrials(7);
        List<TrialResult> trials = new ArrayList<>();
        for (int repeat = 1; repeat <= repeats; repeat++) {
            trials.add(samples.passed("memory", AT_1000, repeat, 1000, p50MicrosOfA));
            trials.add(samples.passed("durable", AT_1000, repeat, 1000, p50MicrosOfB));
        }
        return trials;
    }

    private static Comparison comparison(RunResults results, String metric) {
        return results.comparisons().stream()
                .filter(comparison -> comparison.metric().equals(metric))
                .findFirst()
                .orElseThrow();
    }
}
