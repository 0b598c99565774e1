package queuelab.supervisor.analysis;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import queuelab.supervisor.analysis.TrialResult.Latency;

/**
 * A merged histogram as the figures that are quoted of it.
 *
 * <p>A percentile is quoted only where at least ten samples lie above it (p50 has ten in all), so that no single sample decides it.
 */
final class LatencySummary {
    static final long SAMPLES_FOR_P50 = 10;
    static final long SAMPLES_FOR_P90 = 100;
    static final long SAMPLES_FOR_P99 = 1_000;
    static final long SAMPLES_FOR_P999 = 10_000;

    private LatencySummary() {}

    static Latency of(Histogram histogram) {
        long count = histogram.getTotalCount();
        if (count == 0) {
            return new Latency(0, null, null, null, null, null, null, null);
        }
        return new Latency(
                count,
                histogram.getMinValue(),
                mean(histogram),
                percentile(histogram, 50, SAMPLES_FOR_P50),
                percentile(histogram, 90, SAMPLES_FOR_P90),
                percentile(histogram, 99, SAMPLES_FOR_P99),
                percentile(histogram, 99.9, SAMPLES_FOR_P999),
                histogram.getMaxValue());
    }

    /** {@link Histogram#getMean} in a fraction of its time: that begins at zero, and nothing lies below the least value. */
    static double mean(Histogram histogram) {
        double sum = 0;
        for (long value = histogram.getMinValue();
                value <= histogram.getMaxValue();
                value = histogram.nextNonEquivalentValue(value)) {
            long count = histogram.getCountAtValue(value);
            if (count > 0) { // most are empty
                sum += (double) count * histogram.medianEquivalentValue(value);
            }
        }
        return sum / histogram.getTotalCount();
    }

    /** {@link Histogram#getStdDeviation} squared, likewise. */
    static double variance(Histogram histogram, double mean) {
        double sum = 0;
        for (long value = histogram.getMinValue();
                value <= histogram.getMaxValue();
                value = histogram.nextNonEquivalentValue(value)) {
            long count = histogram.getCountAtValue(value);
            if (count > 0) {
                double off = histogram.medianEquivalentValue(value) - mean;
                sum += count * off * off;
            }
        }
        return sum / histogram.getTotalCount();
    }

    private static @Nullable Long percentile(Histogram histogram, double percentile, long needed) {
        return histogram.getTotalCount() < needed ? null : histogram.getValueAtPercentile(percentile);
    }
}
