package queuelab.supervisor.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Random;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LatencySummaryTest {
    @Test
    void meanAndVarianceAreTheLibrarys() {
        var random = new Random(7);
        for (long least : new long[] {0, 1, 2_047, 2_048, 1_000_000}) {
            var histogram = new Histogram(3);
            for (int i = 0; i < 1_000; i++) {
                histogram.recordValue(least + (long) Math.exp(random.nextDouble() * 20));
            }
            double mean = LatencySummary.mean(histogram);
            assertThat(mean).isCloseTo(histogram.getMean(), withinPercentage(1e-9));
            assertThat(Math.sqrt(LatencySummary.variance(histogram, mean)))
                    .isCloseTo(histogram.getStdDeviation(), withinPercentage(1e-9));
        }
    }

    @Test
    void theMeanOfEqualValuesIsThatValue() {
        var histogram = new Histogram(3);
        histogram.recordValueWithCount(1_500, 3);
        assertThat(LatencySummary.mean(histogram)).isEqualTo(1_500);
    }
}
