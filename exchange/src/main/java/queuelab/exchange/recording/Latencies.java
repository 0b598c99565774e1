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
        other.measured.forEach((measure, histogram) -> measured(measure).add(histogram));
        other.warmup.forEach((measure, histogram) -> warmup(measure).add(histogram));
        invalidSamples += other.invalidSamples;
        complete &= other.complete;
    }

    void add(LatencyInterval interval) {
        (interval.measured() ? measured(interval.measure()) : warmup(interval.measure())).add(interval.histogram());
    }

    void invalidSamples(long count) {
        invalidSamples = count;
    }

    void incomplete() {
        complete = false;
    }
}
