package queuelab.exchange.recording;

import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.IntervalHistogramProvider;
import org.HdrHistogram.Recorder;
import org.HdrHistogram.SingleWriterRecorder;
import org.HdrHistogram.ValueRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Latencies of one measure: one thread's, or those of many threads where it is a shared one. {@link #record} is wait-free and
 * takes no lock; it allocates only where a latency is longer by far than all before. The {@link LatencyLog} it came from collects from another thread.
 */
public final class LatencyRecorder {
    /** The longest latency that can be recorded: an hour. */
    public static final long LONGEST_NANOS = 3_600_000_000_000L;

    static final int DIGITS = 3;

    private final ValueRecorder measured;
    private final ValueRecorder warmup;
    private final IntervalHistogramProvider<Histogram> measuredIntervals;
    private final IntervalHistogramProvider<Histogram> warmupIntervals;
    private final AtomicLong invalid = new AtomicLong();
    /** Of the collecting thread; used again and again, because a histogram has up to 270 KiB. */
    private @Nullable Histogram measuredInterval;

    private @Nullable Histogram warmupInterval;

    private <R extends ValueRecorder & IntervalHistogramProvider<Histogram>> LatencyRecorder(R measured, R warmup) {
        this.measured = measured;
        this.warmup = warmup;
        this.measuredIntervals = measured;
        this.warmupIntervals = warmup;
    }

    /** Records for one thread. Its counts reach as far as what was recorded: a few times as many would be needed for the whole hour. */
    static LatencyRecorder ofOneThread() {
        return new LatencyRecorder(new SingleWriterRecorder(DIGITS), new SingleWriterRecorder(DIGITS));
    }

    /** Records for any number of threads: each record costs an atomic increment more, and there is one set of counts instead of many. */
    static LatencyRecorder shared() {
        return new LatencyRecorder(new Recorder(1, LONGEST_NANOS, DIGITS), new Recorder(1, LONGEST_NANOS, DIGITS));
    }

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
        measuredInterval = measuredIntervals.getIntervalHistogram(measuredInterval);
        warmupInterval = warmupIntervals.getIntervalHistogram(warmupInterval);
        add(measuredInterval, measuredInto);
        add(warmupInterval, warmupInto);
    }

    /** Adding walks through all counts, which a process of many measures would do each second for nothing. */
    static void add(Histogram interval, Histogram into) {
        if (interval.getTotalCount() > 0) {
            into.add(interval);
        }
    }

    /** It grows with what is added to it. */
    static Histogram empty() {
        return new Histogram(DIGITS);
    }
}
