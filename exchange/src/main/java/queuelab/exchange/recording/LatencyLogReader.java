package queuelab.exchange.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Reads the HdrHistogram log of a {@link LatencyLog}, whether its process closed it or was killed.
 *
 * <p>The library's own reader ends silently at the first line that it cannot parse; judging must know of damage, so lines are split here
 * and only their histograms are left to the library.
 */
public final class LatencyLogReader {
    /** The comment that a closed log ends with. */
    static final String END = "[Queue Lab: closed]";

    private final Path file;
    private final Set<Measure> wanted;
    private final Latencies latencies = new Latencies();
    private boolean ended;

    private LatencyLogReader(Path file, Set<Measure> wanted) {
        this.file = file;
        this.wanted = wanted;
    }

    /**
     * Merges all intervals of a log.
     *
     * @throws DamagedRecording when the file is missing, damaged, or no histogram log
     * @throws IOException when it cannot be read
     */
    public static Latencies read(Path file) throws IOException {
        return read(file, _ -> {});
    }

    /** The same, and hands each interval to the visitor in the order written; its histogram changes after the call. */
    public static Latencies read(Path file, Consumer<LatencyInterval> visitor) throws IOException {
        return new LatencyLogReader(file, EnumSet.allOf(Measure.class)).readLines(visitor);
    }

    /** The same of one measure alone: the histograms of others are not looked into. */
    public static Latencies read(Path file, Measure measure) throws IOException {
        return new LatencyLogReader(file, EnumSet.of(measure)).readLines(_ -> {});
    }

    private Latencies readLines(Consumer<LatencyInterval> visitor) throws IOException {
        String text;
        try {
            // A log grows by a few KiB a second, so even an hour of it fits in memory.
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new DamagedRecording(file, "is missing", e);
        }
        if (!text.startsWith("#[Histogram log format version 1.")) {
            throw new DamagedRecording(
                    file, "is no HdrHistogram log: its first line does not name the format's version");
        }
        int lastLineEnd = text.lastIndexOf('\n') + 1;
        int number = 0;
        // A last line without its end was being written when the process was killed: it is not there.
        try (Stream<String> lines = text.substring(0, lastLineEnd).lines()) {
            for (String line : (Iterable<String>) lines::iterator) {
                number++;
                LatencyInterval interval = interval(line, number);
                if (interval != null) {
                    visitor.accept(interval);
                    latencies.add(interval);
                }
            }
        }
        if (!ended) {
            latencies.incomplete();
        }
        return latencies;
    }

    private @Nullable LatencyInterval interval(String line, int number) throws DamagedRecording {
        if (line.startsWith("#")) {
            comment(line.substring(1), number);
            return null;
        }
        if (line.startsWith("\"")) {
            return null;
        }
        String[] fields = line.split(",", -1);
        if (fields.length != 5 || !fields[0].startsWith("Tag=")) {
            throw damaged(number, "expected Tag=…,start,length,max,histogram", null);
        }
        String tag = fields[0].substring("Tag=".length());
        boolean warmup = tag.startsWith(LatencyLog.WARMUP);
        Measure measure = measure(warmup ? tag.substring(LatencyLog.WARMUP.length()) : tag, number);
        if (!wanted.contains(measure)) {
            return null;
        }
        try {
            long startMillis = Math.round(Double.parseDouble(fields[1]) * 1000);
            long endMillis = startMillis + Math.round(Double.parseDouble(fields[2]) * 1000);
            ByteBuffer compressed = ByteBuffer.wrap(Base64.getDecoder().decode(fields[4]));
            Histogram histogram = Histogram.decodeFromCompressedByteBuffer(compressed, 0);
            return new LatencyInterval(measure, !warmup, startMillis, endMillis, histogram);
        } catch (DataFormatException | RuntimeException e) {
            throw damaged(number, "its histogram cannot be decoded", e);
        }
    }

    private void comment(String comment, int number) throws DamagedRecording {
        if (comment.equals(END)) {
            ended = true;
        } else if (comment.startsWith(LatencyLog.INVALID_SAMPLES)) {
            String count = comment.substring(LatencyLog.INVALID_SAMPLES.length(), comment.length() - 1);
            try {
                latencies.invalidSamples(Long.parseLong(count));
            } catch (NumberFormatException e) {
                throw damaged(number, "the count of invalid samples is no number", e);
            }
        }
    }

    private Measure measure(String tag, int number) throws DamagedRecording {
        for (Measure measure : Measure.values()) {
            if (measure.tag().equals(tag)) {
                return measure;
            }
        }
        throw damaged(number, "unknown measure “" + tag + "”", null);
    }

    private DamagedRecording damaged(int number, String what, @Nullable Throwable cause) {
        return new DamagedRecording(file, "is damaged at line " + number + ": " + what, cause);
    }
}
