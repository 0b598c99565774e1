package queuelab.supervisor.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.recording.Sample;
import queuelab.exchange.recording.Sample.ProcessSample;
import queuelab.exchange.recording.TrialRecord;

/**
 * A trial's samples as lines to draw, thinned to a number of moments: rates are means between two moments, latency and depth the worst
 * since the moment before, CPU and memory as at the moment. Lists are as long as {@code seconds}; null where nothing is known.
 *
 * @param seconds time after the common start
 * @param measureFrom start of the measured window in these seconds
 * @param measureTo end of it
 * @param p50Millis the slowest consumer's median of dueToReceive
 * @param p99Millis the slowest consumer's
 * @param depth messages in all queues
 * @param cpuPercent per process, of one core
 * @param memoryMebibytes per process, resident
 * @param marks what happened while messages flowed
 */
record TimeSeries(
        List<Double> seconds,
        double measureFrom,
        double measureTo,
        List<@Nullable Double> sentPerSecond,
        List<@Nullable Double> receivedPerSecond,
        List<@Nullable Double> p50Millis,
        List<@Nullable Double> p99Millis,
        List<@Nullable Double> depth,
        Map<String, List<@Nullable Double>> cpuPercent,
        Map<String, List<@Nullable Double>> memoryMebibytes,
        List<Mark> marks) {
    /** Something that happened at one moment, in words. */
    record Mark(double second, String what, boolean fault) {}

    private static final long SHORTEST_NANOS = 500_000_000;
    /** Workers count anew each second; one that has not for so long has finished. */
    private static final long SILENT_NANOS = 2_500_000_000L;

    static Optional<TimeSeries> of(TrialTrace trace, int moments) {
        TrialRecord record = trace.record();
        if (record == null || record.startNanos() == 0 || trace.samples().size() < 2) {
            return Optional.empty();
        }
        TimeSeries series = new TimeSeries(
                new ArrayList<>(),
                record.window().warmupNanos() / 1e9,
                (record.window().warmupNanos() + record.window().measureNanos()) / 1e9,
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                marks(record));
        List<Sample> samples = apart(trace.samples());
        int step = Math.max(1, Math.ceilDiv(samples.size() - 1, moments));
        for (int from = 0; from < samples.size() - 1; from += step) {
            int to = Math.min(from + step, samples.size() - 1);
            series.add(samples.subList(from, to + 1), record.startNanos());
        }
        return Optional.of(series);
    }

    private static List<Mark> marks(TrialRecord record) {
        return record.events().stream()
                .map(event -> new Mark(
                        digits((event.atNanos() - record.startNanos()) / 1e9),
                        event.fault() ? event.what().substring(TrialRecord.Event.FAULT.length()) : event.what(),
                        event.fault()))
                .toList();
    }

    /** Without those that follow another too soon, as the last one does at the end: over so short a time a rate is noise. */
    private static List<Sample> apart(List<Sample> samples) {
        List<Sample> apart = new ArrayList<>();
        for (Sample sample : samples) {
            if (apart.isEmpty() || sample.atNanos() - apart.getLast().atNanos() >= SHORTEST_NANOS) {
                apart.add(sample);
            }
        }
        return apart;
    }

    /** The first sample ends the moment before; the others belong to this one. */
    private void add(List<Sample> samples, long startNanos) {
        Sample before = samples.getFirst();
        Sample now = samples.getLast();
        double elapsed = (now.atNanos() - before.atNanos()) / 1e9;
        if (elapsed <= 0) {
            return;
        }
        seconds.add(digits((now.atNanos() - startNanos) / 1e9));
        List<Sample> since = samples.subList(1, samples.size());
        sentPerSecond.add(rate(before, now, startNanos, ProcessSample::sent));
        receivedPerSecond.add(rate(before, now, startNanos, ProcessSample::received));
        p50Millis.add(millis(since.stream()
                .flatMap(sample -> sample.processes().stream())
                .filter(TimeSeries::isConsumer)
                .mapToLong(ProcessSample::p50Nanos)
                .max()
                .orElse(0)));
        p99Millis.add(millis(since.stream()
                .flatMap(sample -> sample.processes().stream())
                .filter(TimeSeries::isConsumer)
                .mapToLong(ProcessSample::p99Nanos)
                .max()
                .orElse(0)));
        long deepest = since.stream().mapToLong(Sample::depth).max().orElse(-1);
        depth.add(deepest < 0 ? null : (Double) (double) deepest);
        for (ProcessSample process : now.processes()) {
            ProcessSample earlier = find(before, process.name());
            put(
                    cpuPercent,
                    process.name(),
                    earlier == null ? null : digits((process.cpuMillis() - earlier.cpuMillis()) / elapsed / 10));
            put(memoryMebibytes, process.name(), digits(process.rssBytes() / 1048576.0));
        }
        for (List<@Nullable Double> line : cpuPercent.values()) {
            pad(line, seconds.size());
        }
        for (List<@Nullable Double> line : memoryMebibytes.values()) {
            pad(line, seconds.size());
        }
    }

    private void put(Map<String, List<@Nullable Double>> lines, String name, @Nullable Double value) {
        List<@Nullable Double> line = lines.computeIfAbsent(name, _ -> new ArrayList<>());
        pad(line, seconds.size() - 1);
        line.add(value);
    }

    private static void pad(List<@Nullable Double> line, int length) {
        while (line.size() < length) {
            line.add(null);
        }
    }

    private static boolean isConsumer(ProcessSample process) {
        return process.name().startsWith("consumer");
    }

    /**
     * Over the time between the two moments at which each process counted; null where one has not counted anew. One that had not counted
     * yet had none at the start.
     */
    private static @Nullable Double rate(
            Sample before, Sample now, long startNanos, ToLongFunction<ProcessSample> count) {
        double perSecond = 0;
        for (ProcessSample process : now.processes()) {
            ProcessSample earlier = find(before, process.name());
            if (earlier == null || count.applyAsLong(process) == 0) {
                continue;
            }
            long earlierNanos = earlier.toldAtNanos() == 0 ? startNanos : earlier.toldAtNanos();
            long elapsedNanos = process.toldAtNanos() == 0
                    ? now.atNanos() - before.atNanos()
                    : process.toldAtNanos() - earlierNanos;
            if (elapsedNanos >= SHORTEST_NANOS / 2) {
                perSecond += (count.applyAsLong(process) - count.applyAsLong(earlier)) * 1e9 / elapsedNanos;
            } else if (now.atNanos() - process.toldAtNanos() < SILENT_NANOS) {
                return null;
            }
        }
        return digits(perSecond);
    }

    private static @Nullable ProcessSample find(Sample sample, String name) {
        return sample.processes().stream()
                .filter(process -> process.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Double millis(long nanos) {
        return nanos == 0 ? null : (Double) digits(nanos / 1e6);
    }

    /** Four digits are more than a screen shows, and keep the file small. */
    private static double digits(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return 0;
        }
        double unit = Math.pow(10, Math.floor(Math.log10(Math.abs(value))) - 3);
        return unit >= 1 ? Math.rint(value) : Math.rint(value / unit) / Math.rint(1 / unit);
    }
}
