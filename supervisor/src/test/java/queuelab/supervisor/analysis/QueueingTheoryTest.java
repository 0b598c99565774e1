package queuelab.supervisor.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.hipparchus.random.RandomGenerator;
import org.hipparchus.random.Well19937c;
import org.junit.jupiter.api.Test;
import queuelab.supervisor.analysis.ConsumersResult.Waiting;

/** Formulas against textbook values and against queues that are simulated. */
final class QueueingTheoryTest {
    /** Tables of Erlang's formula C: one Erlang for two servers is 1⁄3, eight for ten 0.409. */
    @Test
    void erlangsFormulaHasTheTablesValues() {
        assertThat(ErlangC.chanceOfWaiting(1, 0.7)).isCloseTo(0.7, within(1e-12));
        assertThat(ErlangC.chanceOfWaiting(2, 1)).isCloseTo(1.0 / 3, within(1e-12));
        assertThat(ErlangC.chanceOfWaiting(3, 2)).isCloseTo(4.0 / 9, within(1e-12));
        assertThat(ErlangC.chanceOfWaiting(10, 8)).isCloseTo(0.40918, within(1e-5));
        assertThat(ErlangC.chanceOfWaiting(200, 100)).isLessThan(1e-9);
        assertThat(ErlangC.chanceOfWaiting(4, 4)).isEqualTo(1);
    }

    @Test
    void oneServersWaitIsThatOfMM1() {
        assertThat(ErlangC.meanWait(1, 0.8, 5)).isCloseTo(20, within(1e-9));
        assertThat(ErlangC.meanWait(2, 2.5, 5)).isInfinite();
    }

    @Test
    void aSimulatedQueueWaitsAsErlangSays() {
        RandomGenerator random = new Well19937c(7);
        double service = 5;
        double perMilli = 0.6;
        PriorityQueue<Double> freeAt = new PriorityQueue<>(List.of(0.0, 0.0, 0.0, 0.0));
        double now = 0;
        double waited = 0;
        int messages = 400_000;
        for (int i = 0; i < messages; i++) {
            now += -Math.log(1 - random.nextDouble()) / perMilli;
            double begins = Math.max(now, freeAt.remove());
            waited += begins - now;
            freeAt.add(begins - service * Math.log(1 - random.nextDouble()));
        }
        double predicted = ErlangC.meanWait(4, perMilli * service, service);
        assertThat(waited / messages).isBetween(0.95 * predicted, 1.05 * predicted);
    }

    @Test
    void jainsIndexIsOneWhereAllAreEqualAndOneOverNWhereOneHasEverything() {
        assertThat(FairnessMeter.jain(List.of(5L, 5L, 5L, 5L))).isEqualTo(1);
        assertThat(FairnessMeter.jain(List.of(8L, 0L, 0L, 0L))).isEqualTo(0.25);
        assertThat(FairnessMeter.jain(List.of(2L, 1L))).isCloseTo(0.9, within(1e-9));
    }

    @Test
    void evenArrivalsAndSleepsWaitLessThanTheoryAndTheReasonIsSaid() {
        Waiting waiting =
                waiting(new SampleConsumers().set("producer.load", "600/s").waited(0.1), 600, 4);

        assertThat(waiting.utilisation()).isCloseTo(0.75, within(0.01));
        assertThat(waiting.sharedQueueNanos()).isCloseTo(2.547e6, within(0.2e6));
        assertThat(waiting.separateQueuesNanos()).isCloseTo(15e6, within(1e6));
        assertThat(waiting.correctedNanos()).isZero();
        assertThat(waiting.words()).contains("Less than M/M/4", "messages come evenly", "C² = 0.00");
    }

    @Test
    void prefetchIsSaidToTurnOneQueueIntoMany() {
        Waiting waiting = waiting(
                new SampleConsumers()
                        .set("producer.load", "600/s")
                        .set("producer.arrivals", "poisson")
                        .set("consumer.work", "sleep exp 5ms")
                        .handling(5, 1)
                        .waited(12),
                600,
                4);

        assertThat(waiting.words()).contains("prefetch turns one queue into many");
        assertThat(waiting.correctedNanos()).isCloseTo(waiting.sharedQueueNanos(), within(1.0));
    }

    @Test
    void whatSaturatesHasNoPrediction() {
        assertThat(point(new SampleConsumers(), 600, 4).waiting()).isNull();
        assertThat(point(new SampleConsumers().set("producer.load", "600/s").saturated(true), 600, 4)
                        .waiting())
                .isNull();
    }

    @Test
    void ourOwnFiguresAreHeldAgainstLittlesLaw() {
        assertThat(point(new SampleConsumers(), 600, 4).little().words()).contains("they agree");
    }

    private static Waiting waiting(SampleConsumers consumers, double perSecond, int processes) {
        return point(consumers, perSecond, processes).waiting();
    }

    private static ConsumersResult point(SampleConsumers consumers, double perSecond, int processes) {
        return RunStatistics.results(
                        "s", "now", Map.of("cores", 2), List.of(), consumers.processes(_ -> perSecond, processes))
                .consumers()
                .getFirst();
    }
}
