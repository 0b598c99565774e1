package queuelab.supervisor.analysis;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.recording.Latencies;
import queuelab.exchange.recording.Measure;
import queuelab.exchange.recording.TrialRecord.Child;
import queuelab.supervisor.analysis.TrialResult.Occupation;

/** What consumers, broker and machine were busy with: the evidence for what limited a point, and what waiting times are predicted from. */
final class OccupationMeter {
    private OccupationMeter() {}

    static Occupation of(TrialRecordings recordings, WindowSeries series) {
        Latencies latencies = recordings.latencies();
        // Warm-up included: a saturated trial handles in the window what was due before it.
        Histogram handling = both(latencies, Measure.HANDLING);
        Histogram lockWait = both(latencies, Measure.LOCK_WAIT);
        boolean handled = handling.getTotalCount() > 0;
        double handlingNanos = handled ? LatencySummary.mean(handling) : 0;
        Double byClock = series.received().perSecond();
        return new Occupation(
                rounded(byClock),
                handled ? rounded(squaredVariation(handling, handlingNanos)) : null,
                byClock == null || !handled ? null : rounded(byClock * handlingNanos / 1e9 / consumers(recordings)),
                lockWait.getTotalCount() == 0 ? null : rounded(LatencySummary.mean(lockWait) / handlingNanos),
                mean(series),
                series.deepest(),
                brokerCores(recordings, series),
                rounded(series.busyCores()));
    }

    private static double squaredVariation(Histogram histogram, double mean) {
        return mean == 0 ? 0 : LatencySummary.variance(histogram, mean) / (mean * mean);
    }

    private static Histogram both(Latencies latencies, Measure measure) {
        Histogram both = latencies.measured(measure).copy();
        both.add(latencies.warmup(measure));
        return both;
    }

    private static int consumers(TrialRecordings recordings) {
        return recordings.settings().consumerProcesses() * recordings.settings().consumerThreads();
    }

    private static @Nullable Double mean(WindowSeries series) {
        var mean = series.depths().stream().mapToDouble(Double::doubleValue).average();
        return mean.isPresent() ? rounded(mean.getAsDouble()) : null;
    }

    private static @Nullable Double brokerCores(TrialRecordings recordings, WindowSeries series) {
        return recordings.trial().processes().stream()
                .filter(child -> child.role().equals("broker"))
                .mapToLong(Child::measuredCpuMillis)
                .mapToObj(millis -> rounded(millis * 1e6 / series.lengthNanos()))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Double rounded(@Nullable Double value) {
        return value == null ? null : (Double) RunStatistics.significant(value.doubleValue());
    }
}
