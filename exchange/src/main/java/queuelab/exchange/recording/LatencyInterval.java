package queuelab.exchange.recording;

import org.HdrHistogram.Histogram;

/**
 * What one process recorded of one measure between two flushes, about a second.
 *
 * @param measured whether these messages were due inside the measured window; otherwise they are warm-up
 * @param startMillis wall clock, milliseconds since 1970; a message counts where it was received, not where it was due
 * @param endMillis likewise
 * @param histogram nanoseconds
 */
public record LatencyInterval(
        Measure measure, boolean measured, long startMillis, long endMillis, Histogram histogram) {}
