package queuelab.exchange.recording;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/** A latency histogram as a piece of text, compressed, in Base64: how the latencies of a second travel to whoever merges them. */
public final class HistogramText {
    private HistogramText() {}

    /** Empty text for an empty histogram. */
    public static String of(Histogram histogram) {
        if (histogram.getTotalCount() == 0) {
            return "";
        }
        ByteBuffer compressed = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(compressed);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(compressed.array(), length));
    }

    /**
     * Adds what a text holds to a histogram.
     *
     * @throws IllegalArgumentException when the text is no histogram
     */
    public static void addTo(Histogram sum, String text) {
        if (text.isEmpty()) {
            return;
        }
        try {
            ByteBuffer compressed = ByteBuffer.wrap(Base64.getDecoder().decode(text));
            sum.add(Histogram.decodeFromCompressedByteBuffer(compressed, 0));
        } catch (DataFormatException | RuntimeException e) {
            throw new IllegalArgumentException("no histogram: " + e.getMessage(), e);
        }
    }

    /** An empty histogram of the precision that all recordings have. */
    public static Histogram empty() {
        return LatencyRecorder.empty();
    }
}
