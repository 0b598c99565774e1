package queuelab.exchange.recording;

import java.util.EnumMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Latency distributions put together: of one process, or of several once {@link #add added}. Not safe for use by several threads.
 */
public final class Latencies {
    private final Map<Measure, Histogram> measured = new EnumMap<>(Measure.class);
    private final Map<Measure, Histogram> warmup = new EnumMap<>(Measure.class);
    private long invalidSamples;
    private boolean complete = true;

    /** What was measured, warm-up excluded; empty where nothing was. */
    public Histogram measured(Measure measure) {
        return measured.computeIfAbsent(measure, _ -> LatencyRecorder.empty());
    }

    /** What was recorded of the warm-up; empty where nothing was. */
    public Histogram warmup(Measure measure) {
        return warmup.computeIfAbsent(measure, _ -> LatencyRecorder.empty());
    }

    /** How many latencies could not be recorded: negative, or beyond the recordable hour. */
    public long invalidSamples() {
        return invalidSamples;
    }

    /** Whether every log read was closed by its process; a killed process leaves out its last second. */
    public boolean complete() {
        return complete;
    }

    /** Merges another's histograms into these. */
    public void add(Latencies other) {
        other.measured.forEach((measure, histogram) -> add(measured, measure, histogram, true));
        other.warmup.forEach((measure, histogram) -> add(warmup, measure, histogram, true));
        invalidSamples += other.invalidSamples;
        complete &= other.complete;
    }

    /** Takes the interval's histogram: it changes when more are added. */
    void add(LatencyInterval interval) {
        add(interval.measured() ? measured : warmup, interval.measure(), interval.histogram(), false);
    }

    /** What comes first is what others are added to: adding to an empty histogram would make it grow, count by count. */
    private static void add(Map<Measure, Histogram> sums, Measure measure, Histogram histogram, boolean othersKeepIt) {
        Histogram sum = sums.get(measure);
        if (sum != null) {
            sum.add(histogram);
            return;
        }
        Histogram first = othersKeepIt ? histogram.copy() : histogram;
        first.setAutoResize(true);
        sums.put(measure, first);
    }

    void invalidSamples(long count) {
        invalidSamples = count;
    }

    void incomplete() {
        complete = false;
    }
}
