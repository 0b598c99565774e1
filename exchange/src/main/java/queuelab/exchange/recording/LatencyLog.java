package queuelab.exchange.recording;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * All latency distributions of one process: {@code latency.hlog}, an HdrHistogram log in nanoseconds that the public tools open. Its
 * intervals carry the {@link Measure}'s tag; those of the warm-up carry {@code warmup.} before it.
 *
 * <p>{@link #recorder} may be called from any thread; {@link #flush} and {@link #close} are for the process's reporting thread and exclude
 * each other. What was flushed survives the death of the process.
 */
public final class LatencyLog implements AutoCloseable {
    /** Name of the file in a worker's folder. */
    public static final String FILE = "latency.hlog";

    /** What the tag of a warm-up interval begins with. */
    public static final String WARMUP = "warmup.";

    /** A comment line for our own reader; the public tools skip it. */
    static final String INVALID_SAMPLES = "[Queue Lab: invalid samples so far: ";

    private final Path file;
    private final PrintStream out;
    private final HistogramLogWriter writer;
    private final Map<Measure, List<LatencyRecorder>> recorders = new EnumMap<>(Measure.class);
    private long intervalStartMillis = System.currentTimeMillis();
    private long invalidWritten;
    private boolean closed;

    private LatencyLog(Path file, PrintStream out, Collection<Measure> measures) {
        this.file = file;
        this.out = out;
        this.writer = new HistogramLogWriter(out);
        measures.forEach(measure -> recorders.put(measure, new CopyOnWriteArrayList<>()));
        writer.outputLogFormatVersion();
        writer.outputComment("[Queue Lab latencies, nanoseconds; the legend's maximum is in milliseconds]");
        writer.outputStartTime(intervalStartMillis);
        writer.outputLegend();
        out.flush();
    }

    /** Creates the log with its header. */
    public static LatencyLog create(Path folder, Collection<Measure> measures) throws IOException {
        Path file = folder.resolve(FILE);
        var stream = new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW), 1 << 16);
        return new LatencyLog(file, new PrintStream(stream, false, StandardCharsets.UTF_8), measures);
    }

    /**
     * A new recorder, for one thread.
     *
     * @throws IllegalArgumentException when this log was created without that measure
     */
    public LatencyRecorder recorder(Measure measure) {
        return keep(measure, LatencyRecorder.ofOneThread());
    }

    /**
     * A new recorder for any number of threads: where threads are many and not ours, one each would cost megabytes.
     *
     * @throws IllegalArgumentException when this log was created without that measure
     */
    public LatencyRecorder sharedRecorder(Measure measure) {
        return keep(measure, LatencyRecorder.shared());
    }

    private LatencyRecorder keep(Measure measure, LatencyRecorder recorder) {
        List<LatencyRecorder> ofMeasure = recorders.get(measure);
        if (ofMeasure == null) {
            throw new IllegalArgumentException(
                    file + ": was created for the measures " + recorders.keySet() + ", asked for " + measure);
        }
        ofMeasure.add(recorder);
        return recorder;
    }

    /**
     * Appends what was recorded since the last flush, all recorders of a measure merged.
     *
     * @return for each measure of this log what it recorded in this interval, warm-up included; perhaps empty histograms
     * @throws UncheckedIOException when the log cannot be written
     */
    public synchronized Map<Measure, Histogram> flush() {
        if (closed) {
            throw new IllegalStateException(file + ": is closed");
        }
        long endMillis = System.currentTimeMillis();
        Map<Measure, Histogram> interval = new EnumMap<>(Measure.class);
        recorders.forEach((measure, ofMeasure) -> {
            Histogram measured = LatencyRecorder.empty();
            Histogram warmup = LatencyRecorder.empty();
            ofMeasure.forEach(recorder -> recorder.collect(measured, warmup));
            write(measured, measure.tag(), endMillis);
            write(warmup, WARMUP + measure.tag(), endMillis);
            LatencyRecorder.add(warmup, measured);
            interval.put(measure, measured);
        });
        long invalid = invalidSamples();
        if (invalid != invalidWritten) {
            writer.outputComment(INVALID_SAMPLES + invalid + "]");
            invalidWritten = invalid;
        }
        intervalStartMillis = endMillis;
        if (out.checkError()) {
            throw new UncheckedIOException(new IOException(file + ": cannot be written; is the disk full?"));
        }
        return interval;
    }

    /** How many latencies were negative or beyond the recordable hour, in all recorders. */
    public long invalidSamples() {
        return recorders.values().stream()
                .flatMap(List::stream)
                .mapToLong(LatencyRecorder::invalidSamples)
                .sum();
    }

    /** Flushes what is left and closes the file. A second call does nothing. */
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        try {
            flush();
            writer.outputComment(LatencyLogReader.END);
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        } finally {
            closed = true;
            out.close();
        }
        if (out.checkError()) {
            throw new IOException(file + ": cannot be written; is the disk full?");
        }
    }

    private void write(Histogram histogram, String tag, long endMillis) {
        if (histogram.getTotalCount() == 0) {
            return;
        }
        histogram.setTag(tag);
        histogram.setStartTimeStamp(intervalStartMillis);
        histogram.setEndTimeStamp(endMillis);
        writer.outputIntervalHistogram(histogram);
    }
}
