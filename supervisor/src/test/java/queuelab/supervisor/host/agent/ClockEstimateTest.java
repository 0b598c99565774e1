package queuelab.supervisor.host.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClockEstimateTest {
    private final ClockEstimate estimate = new ClockEstimate();

    @Test
    void theOffsetIsTheDistanceFromTheMiddleAndHalfTheRoundTripItsBound() {
        assertThat(estimate.isKnown()).isFalse();

        estimate.add(1_000, 51_500, 2_000);

        assertThat(estimate.isKnown()).isTrue();
        assertThat(estimate.offsetNanos()).isEqualTo(50_000);
        assertThat(estimate.boundNanos(2_000)).isEqualTo(500);
    }

    @Test
    void theTightestProbeCounts() {
        estimate.add(0, 100, 200);
        estimate.add(1_000, 9_999, 5_000);

        assertThat(estimate.offsetNanos()).isZero();
    }

    @Test
    void clocksDriftApartSoAnOldProbeYieldsToANewOne() {
        estimate.add(0, 100, 200);
        long later = 60_000_000_000L;
        assertThat(estimate.boundNanos(later)).isBetween(5_900_000L, 6_100_000L);

        estimate.add(later, later + 1_000_000 + 777, later + 2_000_000);

        assertThat(estimate.offsetNanos()).isEqualTo(777);
    }

    @Test
    void theClockOfAnotherMachineMayHaveStartedAnywhere() {
        estimate.add(-5_000_000_000L, Long.MAX_VALUE - 10, -4_999_998_000L);

        assertThat(estimate.offsetNanos()).isEqualTo(Long.MAX_VALUE - 10 - (-4_999_999_000L));
    }
}
