package queuelab.exchange.recording;

import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * One thread's latencies of one measure. Only that thread records; {@link #record} is wait-free, allocates nothing and takes no lock. The
 * {@link LatencyLog} it came from collects from another thread.
 */
public final class LatencyRecorder {
    /** The longest latency that can be recorded: an hour. */
    public static final long LONGEST_NANOS = 3_600_000_000_000L;

    static final int DIGITS = 3;

    private final SingleWriterRecorder measured = new SingleWriterRecorder(1, LONGEST_NANOS, DIGITS);
    private final SingleWriterRecorder warmup = new SingleWriterRecorder(1, LONGEST_NANOS, DIGITS);
    private final AtomicLong invalid = new AtomicLong();
    private final Histogram interval = empty();

    LatencyRecorder() {}

    /**
     * Records one latency.
     *
     * @param measured whether the message was due inside the measured window; otherwise it is kept apart as warm-up
     * @return false when it is negative or over {@link #LONGEST_NANOS}: it is counted as invalid, never clamped
     */
    public boolean record(long nanos, boolean measured) {
        if (nanos < 0 || nanos > LONGEST_NANOS) {
            invalid.incrementAndGet();
            return false;
        }
        (measured ? this.measured : warmup).recordValue(nanos);
        return true;
    }

    long invalidSamples() {
        return invalid.get();
    }

    /** Adds what was recorded since the last call; called by the collecting thread only. */
    void collect(Histogram measuredInto, Histogram warmupInto) {
        measured.getIntervalHistogramInto(interval);
        measuredInto.add(interval);
        warmup.getIntervalHistogramInto(interval);
        warmupInto.add(interval);
    }

    static Histogram empty() {
        return new Histogram(1, LONGEST_NANOS, DIGITS);
    }
}
