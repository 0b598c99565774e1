package queuelab.supervisor.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import queuelab.supervisor.analysis.SampleTrials;
import queuelab.supervisor.analysis.TrialResult;
import queuelab.supervisor.analysis.TrialResult.Delivery;
import queuelab.supervisor.analysis.Verdict;

final class AnswerTest {
    @Test
    void aRealDifferenceIsTheHeadlineWithItsInterval() {
        assertThat(Answer.of(SampleRun.persistence(3)).headline())
                .matches("At 1000/s durable costs 2\\.\\d× \\[\\d\\.\\d–\\d\\.\\d] at p99 of dueToReceive; "
                        + "no message was lost in either\\.");
    }

    @Test
    void theSameVariantTwiceHasNoWinner() {
        SampleTrials samples = new SampleTrials(5);
        List<TrialResult> trials = new ArrayList<>();
        for (int repeat = 1; repeat <= 5; repeat++) {
            trials.add(samples.passed("a", Map.of(), repeat, 500, 300));
            trials.add(samples.passed("b", Map.of(), repeat, 500, 300));
        }

        assertThat(Answer.of(SampleRun.results(trials)).headline())
                .startsWith("At 500/s ")
                .contains(" are not distinguishable at p99 of dueToReceive (1.");
    }

    @Test
    void aSaturatingPointIsComparedByWhatItCarriesNeverByLatency() {
        assertThat(Answer.of(SampleRun.persistence(3)).findings().getLast())
                .startsWith("Saturating memory receives ")
                .contains("as many messages per second as durable")
                .doesNotContain("p99");
    }

    @Test
    void aFailedTrialComesFirstAndItsLossIsCountedAlthoughItsFiguresAreNot() {
        List<TrialResult> trials = SampleRun.persistenceTrials(3);
        TrialResult bad = SampleTrials.judged(
                trials.getFirst(), Verdict.FAIL, "12 acknowledged messages never arrived on queue 1");
        trials.set(0, SampleTrials.delivered(bad, new Delivery(20, 20, 0, 0, 8, 8, 12, 3, 0, 0, 0, 0, 0)));

        Answer answer = Answer.of(SampleRun.results(trials));

        assertThat(answer.headline())
                .isEqualTo("1 of 12 trials failed: 001-durable-1: 12 acknowledged messages never arrived on queue 1.");
        assertThat(answer.findings().getFirst()).endsWith("; durable: 12 lost and 3 duplicated, memory: none lost.");
    }

    @Test
    void whatAnInvalidTrialDoesNotAccountForIsNotCalledLost() {
        List<TrialResult> trials = SampleRun.persistenceTrials(3);
        TrialResult bad = SampleTrials.judged(trials.getFirst(), Verdict.INVALID, "a ledger is cut short");
        trials.set(0, SampleTrials.delivered(bad, new Delivery(20, 20, 0, 0, 8, 8, 12, 0, 0, 0, 0, 0, 0)));

        Answer answer = Answer.of(SampleRun.results(trials));

        assertThat(answer.findings().getFirst())
                .endsWith("; durable: none lost, 12 unaccounted for in invalid trials, memory: none lost.");
    }

    @Test
    void aVariantWithoutAnyTrialThatPassedIsNotCompared() {
        List<TrialResult> trials = SampleRun.persistenceTrials(3);
        trials.replaceAll(trial -> trial.variant().equals("durable")
                ? SampleTrials.judged(trial, Verdict.INVALID, "the machine was out of CPU")
                : trial);

        Answer answer = Answer.of(SampleRun.results(trials));

        assertThat(answer.headline())
                .isEqualTo("6 of 12 trials are invalid and counted in no figure, first in 001-durable-1: "
                        + "the machine was out of CPU.");
        assertThat(answer.findings().getFirst())
                .isEqualTo("At 1000/s durable and memory cannot be compared: no trial of durable passed; "
                        + "no message was lost in either.");
    }

    @Test
    void ofAReasonWithItsLogTheHeadlineHasOnlyTheBeginning() {
        List<TrialResult> trials = SampleRun.persistenceTrials(3);
        String reason = "broker-1: exited with code 1; its last log lines:" + " frame".repeat(100);
        trials.set(0, SampleTrials.judged(trials.getFirst(), Verdict.INVALID, reason));

        String headline = Answer.of(SampleRun.results(trials)).headline();

        assertThat(headline)
                .startsWith("1 of 12 trials is invalid and counted in no figure: 001-durable-1: broker-1: exited")
                .endsWith(" frame …")
                .hasSizeLessThan(330);
    }

    @Test
    void aSingleVariantIsDescribedPointByPoint() {
        SampleTrials samples = new SampleTrials(5);
        List<TrialResult> trials = new ArrayList<>();
        for (int repeat = 1; repeat <= 3; repeat++) {
            trials.add(samples.passed("base", Map.of("consumer.processes", "1"), repeat, 1000, 900));
            trials.add(samples.passed("base", Map.of("consumer.processes", "2"), repeat, 1000, 300));
        }

        assertThat(Answer.of(SampleRun.results(trials)).findings())
                .hasSize(2)
                .first()
                .asString()
                .startsWith(
                        "At 1,000/s with consumer.processes 1 base: 1,000 messages received per second, p99 of dueToReceive ")
                .endsWith("; no message was lost.");
    }

    @Test
    void aRunWithoutTrialsSaysSo() {
        assertThat(Answer.of(SampleRun.results(List.of())).headline()).isEqualTo("No trial was finished.");
    }

    @Test
    void whereTheDifferenceSitsIsSaidWithItsStage() {
        assertThat(Answer.of(SampleRun.persistence(5)).findings().get(1))
                .matches(
                        "(Of the \\d+ µs that durable adds|durable adds \\d+ µs) to the mean time from sending to receipt.*"
                                + " \\d+ µs (are|more) in the stage “stored”.*\\.");
    }

    @Test
    void faultsAreToldByWhatWasLostAndRepeatedAndForHowLongNothingCameNeverByLatency() {
        SampleTrials samples = new SampleTrials(7);
        List<TrialResult> trials = new ArrayList<>();
        for (String variant : List.of("durable", "memory")) {
            long lost = variant.equals("memory") ? 1_259 : 0;
            trials.add(samples.passed(variant, Map.of("faults", "none"), 1, 300, 500));
            trials.add(SampleTrials.killed(samples.passed(variant, Map.of("faults", "one"), 1, 300, 500), 1));
            TrialResult six = SampleTrials.delivered(
                    samples.passed(variant, Map.of("faults", "six"), 1, 300, 500),
                    new Delivery(5_000, 5_000, 0, 0, 5_000 - lost, 5_000 - lost, lost, 12, 0, 0, 0, 0, 0));
            trials.add(SampleTrials.killed(six, 6));
        }

        Answer answer = Answer.of(SampleRun.results(trials));

        assertThat(answer.findings().subList(0, 4))
                .containsExactly(
                        "Over all faults: durable lost none (broker killed 7 times); memory lost 1,259 (broker killed 7 times).",
                        "At 300/s with faults one durable lost none, duplicated none, silent for up to 1.50 s; memory lost none,"
                                + " duplicated none, silent for up to 1.50 s.",
                        "At 300/s with faults six durable lost none, duplicated 12, silent for up to 1.50 s; memory lost 1,259,"
                                + " duplicated 12, silent for up to 1.50 s.",
                        "A killed process is not a power cut.");
        assertThat(answer.findings().subList(4, answer.findings().size()))
                .singleElement()
                .asString()
                .startsWith("At 300/s with no faults ");
    }

    @Test
    void aBacklogThatATimelineLetBuildUpIsToldFirst() {
        var samples = new SampleTrials(3);
        TrialResult caughtUp =
                SampleTrials.behind(samples.passed("durable", Map.of(), 1, 1000, 300), 1200, 3_000_000_000L);
        TrialResult never = SampleTrials.behind(samples.passed("memory", Map.of(), 1, 1000, 300), 900, null);

        assertThat(Answer.of(SampleRun.results(List.of(caughtUp, never))).headline())
                .isEqualTo(
                        "durable built up a backlog of 1,200 messages and caught up in 3.00 s; memory built up a backlog of"
                                + " 900 messages and did not catch up in 1 of 1 trial.");
    }
}
