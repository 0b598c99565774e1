package queuelab.supervisor.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import queuelab.supervisor.analysis.ConsumersResult.LimitKind;
import queuelab.supervisor.analysis.ScalingResult.CurvePoint;
import queuelab.supervisor.analysis.ScalingResult.Recommendation;

/** What is said of runs whose points differ in their number of consumers. */
final class ScalingAnalysisTest {
    private static final int[] SIX = {1, 2, 4, 8, 12, 16};

    @Test
    void processesThatScaleHaveACurveAFitAndNoKneeWithinReach() {
        ScalingResult curve = only(new SampleConsumers().processes(n -> 190 * n, SIX));

        assertThat(curve.label()).isEqualTo("processes");
        assertThat(curve.work()).isEqualTo("sleep 5ms");
        assertThat(curve.points()).extracting(CurvePoint::consumers).containsExactly(1, 2, 4, 8, 12, 16);
        assertThat(curve.points().getLast().relative().ratio()).isCloseTo(16, within(0.5));
        assertThat(curve.points().getLast().limit()).isEqualTo(LimitKind.CONSUMERS.word());
        assertThat(curve.refusal()).isNull();
        assertThat(curve.fit().alpha().value()).isLessThan(0.01);
        assertThat(curve.fit().lambda().value()).isCloseTo(190, within(4.0));
    }

    @Test
    void processesAndThreadsNeverShareACurveButOneOfEachIsOnBoth() {
        SampleConsumers consumers = new SampleConsumers();
        List<TrialResult> trials = new ArrayList<>(consumers.point("one", Map.of(), 1, 1, n -> 190 * n));
        trials.addAll(consumers.point("processes-4", Map.of(), 4, 1, n -> 190 * n));
        trials.addAll(consumers.point("threads-4", Map.of(), 1, 4, n -> 185 * n));

        List<ScalingResult> curves = results(trials).scaling();

        assertThat(curves).extracting(ScalingResult::label).containsExactly("processes", "threads of one process");
        assertThat(curves.getFirst().points()).extracting(CurvePoint::variant).containsExactly("one", "processes-4");
        assertThat(curves.getLast().points()).extracting(CurvePoint::variant).containsExactly("one", "threads-4");
    }

    @Test
    void whatDiffersInMoreThanTheNumberOfConsumersIsAnotherCurve() {
        SampleConsumers consumers = new SampleConsumers();
        List<TrialResult> trials = new ArrayList<>(consumers.processes(n -> 190 * n, 1, 2));
        consumers.set("consumer.window", "0");
        trials.addAll(consumers.point("fair", Map.of(), 1, 1, n -> 150 * n));
        trials.addAll(consumers.point("fair", Map.of("consumer.processes", "2"), 2, 1, n -> 150 * n));

        assertThat(results(trials).scaling())
                .extracting(ScalingResult::settings)
                .containsExactly(Map.of("consumer.window", "16KiB"), Map.of("consumer.window", "0"));
    }

    @Test
    void tooFewNumbersOfConsumersAreRefusedAndTheCurveStands() {
        ScalingResult curve = only(new SampleConsumers().processes(n -> 190 * n, 1, 2, 4, 8));

        assertThat(curve.fit()).isNull();
        assertThat(curve.refusal()).contains("takes 6 different numbers of consumers, there are 4");
        assertThat(curve.points()).hasSize(4);
    }

    @Test
    void aFlatCurveIsRefused() {
        ScalingResult curve = only(new SampleConsumers().lockWait(0.8).threads(_ -> 190, SIX));

        assertThat(curve.refusal()).contains("the curve is flat", "more than 1");
        assertThat(curve.points().getLast().limit()).isEqualTo(LimitKind.LOCK.word());
    }

    @Test
    void aRateThatIsSimplyMetShowsNothingOfTheConsumers() {
        SampleConsumers consumers =
                new SampleConsumers().set("producer.load", "600/s").noise(0);

        ScalingResult curve = only(consumers.processes(n -> Math.min(600, 190 * n), 1, 2, 3, 4, 6, 8));

        assertThat(curve.refusal()).contains("there are 3 (4, 6, 8, where the offered rate was simply met)");
        assertThat(curve.points().getLast().met()).isTrue();
        assertThat(curve.points().getLast().limit()).isEqualTo(LimitKind.OFFERED_RATE.word());
        assertThat(curve.recommendations().getFirst())
                .satisfies(rate -> assertThat(rate.consumers()).isEqualTo(4))
                .satisfies(rate -> assertThat(rate.words()).startsWith("For 600/s: 4 processes, which received 600/s"));
    }

    @Test
    void pointsOfAMachineOutOfCoresAreFlaggedAndLeftOut() {
        SampleConsumers consumers = new SampleConsumers().set("consumer.work", "cpu 5ms");
        List<TrialResult> trials = new ArrayList<>(consumers.processes(n -> 190 * n, 1, 2));
        trials.addAll(consumers.cores(1.95, 0.2).processes(_ -> 390, 3, 4, 6, 8));

        ScalingResult curve = only(trials);

        assertThat(curve.refusal()).contains("there are 2 (3, 4, 6, 8, where the machine was out of cores)");
        assertThat(curve.points())
                .extracting(CurvePoint::outOfCores)
                .containsExactly(false, false, true, true, true, true);
        assertThat(results(trials).consumers().getLast().limits().getFirst().words())
                .isEqualTo("machine CPU: 1.95 of 2 cores were busy");
    }

    @Test
    void threadsThatBurnCpuBeyondTheCoresAreFlaggedWhateverTheMachineSays() {
        List<TrialResult> trials = new SampleConsumers()
                .set("consumer.work", "cpu 5ms")
                .cores(1.2, 0.1)
                .processes(n -> 190 * n, 4);

        assertThat(results(trials).consumers().getFirst().outOfCores())
                .isEqualTo("4 threads burned CPU at a time on 2 cores");
    }

    @Test
    void aSecondConsumerThatGetsNothingOfABacklogIsStarvedByPrefetch() {
        List<TrialResult> trials = new SampleConsumers()
                .set("producer.load", "1000/s")
                .set("consumer.window", "1MiB")
                .depth(500)
                .saturated(true)
                .shares(1, 0)
                .processes(_ -> 50, 2);

        ConsumersResult point = results(trials).consumers().getFirst();

        assertThat(point.limits().getFirst().words())
                .isEqualTo(
                        "prefetch: consumer 2 got 0.0 % of the messages; up to 500 messages waited, and the window of"
                                + " 1MiB lets one consumer fetch about 1,024 of them ahead, which starves the others");
        assertThat(point.fairness().median()).isEqualTo(0.5);
        assertThat(point.shares()).containsExactly(1.0, 0.0);
    }

    @Test
    void withoutAWindowOrWithEvenSharesNobodyIsStarved() {
        SampleConsumers burst =
                new SampleConsumers().set("producer.load", "1000/s").depth(500).saturated(true);

        assertThat(results(burst.set("consumer.window", "0").shares(1, 0).processes(_ -> 50, 2))
                        .consumers()
                        .getFirst()
                        .limits())
                .noneMatch(limit -> limit.is(LimitKind.PREFETCH));
        assertThat(results(burst.set("consumer.window", "1MiB")
                                .shares(0.52, 0.48)
                                .processes(_ -> 50, 2))
                        .consumers()
                        .getFirst()
                        .limits())
                .noneMatch(limit -> limit.is(LimitKind.PREFETCH));
    }

    @Test
    void aDurableQueueWithIdleConsumersAndIdleCoresWaitsForTheDisk() {
        List<TrialResult> trials = new SampleConsumers()
                .set("queue.storage", "durable")
                .set("consumer.work", "none")
                .handling(0.01, 1)
                .processes(_ -> 5000, 1);

        assertThat(results(trials).consumers().getFirst().limits().getFirst().words())
                .startsWith("the disk: every message was to be on it");
    }

    @Test
    void aTargetThatSomebodyAsksForIsAnswered() {
        List<TrialResult> trials = new SampleConsumers().noise(0.001).processes(n -> 190 * n, SIX);

        ScalingResult curve = RunStatistics.results(
                        "s", "now", Map.of("cores", 2), List.of(), trials, new Targets(1000.0, 50_000_000L))
                .scaling()
                .getFirst();

        assertThat(curve.recommendations())
                .extracting(Recommendation::consumers)
                .containsExactly(8, null);
        assertThat(curve.recommendations().getLast().words()).contains("takes a rate that is not saturated");
    }

    @Test
    void trialsOfAnOlderLabWithoutSettingsHaveNoCurve() {
        assertThat(results(List.of(new SampleTrials(1).passed("base", Map.of("consumer.processes", "1"), 1, 0, 300)))
                        .scaling())
                .isEmpty();
    }

    private static ScalingResult only(List<TrialResult> trials) {
        List<ScalingResult> scaling = results(trials).scaling();
        assertThat(scaling).hasSize(1);
        return scaling.getFirst();
    }

    private static RunResults results(List<TrialResult> trials) {
        return RunStatistics.results("s", "now", Map.of("cores", 2), List.of(), trials);
    }
}
