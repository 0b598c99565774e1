package queuelab.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import queuelab.exchange.control.Arrivals;
import queuelab.exchange.control.Load;

class PacerTest {
    /** So near the end of the range that nanoTime wraps around within the schedule. */
    private static final long START = Long.MAX_VALUE - 1_000_000_000;

    private static final BigDecimal SECOND = BigDecimal.valueOf(1_000_000_000);

    private long now = START;

    @ParameterizedTest
    @ValueSource(doubles = {3, 7000.7, 1000, 333_333})
    void tenMillionMessagesLaterTheScheduleHasNotDrifted(double perSecond) {
        Pacer pacer = pacer(0, 1, new Load(perSecond), Arrivals.EVEN);
        for (long message = 0; message < 10_000_000; message++) {
            if (message % 999_983 == 0 || message == 9_999_999) {
                assertThat(pacer.dueNanos() - START)
                        .as("message %d", message)
                        .isCloseTo(exact(message, perSecond), within(1L));
            }
            pacer.advance();
        }
    }

    @Test
    void threadsTakeTurnsAndTogetherTakeEveryMessageOnce() {
        List<Long> due = new ArrayList<>();
        for (int thread = 0; thread < 3; thread++) {
            Pacer pacer = pacer(thread, 3, new Load(1000), Arrivals.EVEN);
            for (int i = 0; i < 100; i++) {
                due.add(take(pacer) - START);
            }
        }
        due.sort(null);
        for (int message = 0; message < 300; message++) {
            assertThat(due.get(message)).isEqualTo(message * 1_000_000L);
        }
    }

    @Test
    void aLateSendLeavesLaterDueTimesWhereTheyWere() {
        Pacer pacer = pacer(0, 1, new Load(1000), Arrivals.EVEN);
        take(pacer);
        now += 5_000_000_000L;
        assertThat(take(pacer)).isEqualTo(START + 1_000_000);
        assertThat(take(pacer)).isEqualTo(START + 2_000_000);
    }

    @Test
    void askingWithoutTakingChangesNothing() {
        Pacer pacer = pacer(0, 1, new Load(1000), Arrivals.POISSON);
        assertThat(pacer.dueNanos()).isEqualTo(pacer.dueNanos());
    }

    @Test
    void poissonGapsHaveTheMeanAndTheSpreadOfAnExponentialDistribution() {
        int threads = 4;
        int messages = 200_000;
        Pacer pacer = pacer(1, threads, new Load(1000), Arrivals.POISSON);
        double sum = 0;
        double squares = 0;
        long before = START;
        for (int i = 0; i < messages; i++) {
            long due = take(pacer);
            double gap = due - before;
            before = due;
            sum += gap;
            squares += gap * gap;
        }
        double mean = sum / messages;
        double deviation = Math.sqrt(squares / messages - mean * mean);
        double expected = threads * 1_000_000.0;
        // Five standard errors; the seed is fixed, so this passes always or never.
        assertThat(mean).isCloseTo(expected, within(5 * expected / Math.sqrt(messages)));
        assertThat(deviation).isCloseTo(expected, within(0.02 * expected));
    }

    @Test
    void poissonThreadsDrawDifferentGapsAndTheSameOnesAgainForTheSameSeed() {
        long first = take(pacer(0, 2, new Load(1000), Arrivals.POISSON));
        assertThat(take(pacer(0, 2, new Load(1000), Arrivals.POISSON))).isEqualTo(first);
        assertThat(take(pacer(1, 2, new Load(1000), Arrivals.POISSON))).isNotEqualTo(first);
    }

    @Test
    void saturatingIsAlwaysDueNowButNotBeforeTheStart() {
        Pacer pacer = pacer(0, 1, Load.SATURATE, Arrivals.EVEN);
        now = START - 10;
        assertThat(pacer.dueNanos()).isEqualTo(START);
        now = START + 123;
        assertThat(take(pacer)).isEqualTo(now);
        now += 5;
        assertThat(take(pacer)).isEqualTo(now);
    }

    @Test
    void aChangeOfLoadBeginsANewScheduleAtItsMoment() {
        Pacer pacer = pacer(1, 2, new Load(1000), Arrivals.EVEN);
        take(pacer);
        long moment = START + 10_500_000;
        pacer.changeLoad(new Load(4000), moment);
        for (int message = 3; message <= 9; message += 2) {
            assertThat(take(pacer)).as("still due before the change").isEqualTo(START + message * 1_000_000L);
        }
        assertThat(take(pacer)).isEqualTo(moment + 250_000);
        assertThat(take(pacer)).isEqualTo(moment + 750_000);
    }

    @Test
    void changesOfLoadAreFollowedInOrderAlsoByAThreadThatIsFarBehind() {
        Pacer pacer = pacer(0, 1, new Load(1000), Arrivals.EVEN);
        pacer.changeLoad(new Load(100), START + 2_000_000);
        pacer.changeLoad(new Load(10), START + 20_000_000);
        now += 60_000_000_000L;
        assertThat(List.of(take(pacer), take(pacer), take(pacer), take(pacer), take(pacer), take(pacer)))
                .extracting(due -> (due - START) / 1_000_000)
                .containsExactly(0L, 1L, 2L, 12L, 20L, 120L);
    }

    @Test
    void saturatingGivesWayToARateAndBack() {
        Pacer pacer = pacer(0, 1, Load.SATURATE, Arrivals.EVEN);
        pacer.changeLoad(new Load(1000), START + 1000);
        pacer.changeLoad(Load.SATURATE, START + 1_500_000);
        now = START + 999;
        assertThat(take(pacer)).isEqualTo(now);
        now = START + 50_000;
        assertThat(take(pacer)).isEqualTo(START + 1000);
        assertThat(take(pacer)).isEqualTo(START + 1_001_000);
        now = START + 5_000_000;
        assertThat(take(pacer)).isEqualTo(now);
    }

    private Pacer pacer(int thread, int threads, Load load, Arrivals arrivals) {
        return new Pacer(thread, threads, load, arrivals, 42, START, () -> now);
    }

    private static long take(Pacer pacer) {
        long due = pacer.dueNanos();
        pacer.advance();
        return due;
    }

    private static long exact(long message, double perSecond) {
        return BigDecimal.valueOf(message)
                .multiply(SECOND)
                .divide(new BigDecimal(perSecond), 0, RoundingMode.HALF_UP)
                .longValueExact();
    }
}
