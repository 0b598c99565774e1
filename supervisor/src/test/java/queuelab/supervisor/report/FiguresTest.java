package queuelab.supervisor.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import queuelab.supervisor.analysis.Metric.Unit;
import queuelab.supervisor.analysis.RunResults.Interval;

final class FiguresTest {
    @Test
    void latenciesHaveThreeDigitsAndTheUnitThatSuits() {
        assertThat(Figures.nanos(0)).isEqualTo("0 ns");
        assertThat(Figures.nanos(850)).isEqualTo("850 ns");
        assertThat(Figures.nanos(219_400)).isEqualTo("219 µs");
        assertThat(Figures.nanos(999_600)).isEqualTo("1.00 ms");
        assertThat(Figures.nanos(2_700_000)).isEqualTo("2.70 ms");
        assertThat(Figures.nanos(12_340_000_000.0)).isEqualTo("12.3 s");
    }

    @Test
    void anIntervalIsInTheUnitOfItsMedian() {
        assertThat(Figures.withRange(Unit.NANOS, new Interval(1_100_000, 950_000.0, 1_300_000.0, 3)))
                .isEqualTo("1.10 ms [0.950–1.30]");
        assertThat(Figures.withRange(Unit.MESSAGES_PER_SECOND, new Interval(16_908, 16_300.0, 17_500.0, 3)))
                .isEqualTo("16,908 [16.3–17.5k]");
    }

    @Test
    void anIntervalThatShowsNothingMoreIsLeftAway() {
        assertThat(Figures.withRange(Unit.MESSAGES_PER_SECOND, new Interval(1_000, 999.99, 1_000.01, 3)))
                .isEqualTo("1,000");
        assertThat(Figures.withRange(Unit.NANOS, new Interval(1_000, null, null, 2)))
                .isEqualTo("1.00 µs");
    }

    @Test
    void aRatioHasAsManyDigitsAsTellItFromOne() {
        assertThat(Figures.ratio(2.13, 1.94, 2.41)).isEqualTo("2.1× [1.9–2.4]");
        assertThat(Figures.ratio(2.13, 1.02, 4.41)).isEqualTo("2.13× [1.02–4.41]");
        assertThat(Figures.ratio(1.04, 0.99, 1.1)).isEqualTo("1.04× [0.99–1.10]");
        assertThat(Figures.ratio(3.2, null, null)).isEqualTo("3.2×");
    }
}
