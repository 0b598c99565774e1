package queuelab.supervisor.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.recording.Sample;
import queuelab.exchange.recording.Sample.ProcessSample;

/**
 * The samples of a trial as curves over time, cut to the measured window.
 *
 * <p>Totals come from each worker's latest progress, so a point may be up to a second old; every edge is late by about the same, and a rate
 * over the window is that of a window shifted by less than a second.
 */
final class WindowSeries {
    private final long startNanos;
    private final long endNanos;
    private final List<Point> points = new ArrayList<>();

    /** Totals at one moment, counted from the start of the window. */
    record Point(long sinceStartNanos, long sent, long received, long depth, long stolenMillis) {}

    /**
     * Builds the curves.
     *
     * @param startNanos start of the measured window, {@link System#nanoTime()} of the host of the trial
     * @param endNanos its end
     */
    WindowSeries(List<Sample> samples, long startNanos, long endNanos) {
        this.startNanos = startNanos;
        this.endNanos = endNanos;
        Map<String, ProcessSample> latest = new HashMap<>();
        for (Sample sample : samples) {
            // A process that is gone keeps what it last said.
            sample.processes().forEach(process -> latest.put(process.name(), process));
            points.add(new Point(
                    sample.atNanos() - startNanos,
                    latest.values().stream().mapToLong(ProcessSample::sent).sum(),
                    latest.values().stream().mapToLong(ProcessSample::received).sum(),
                    sample.depth(),
                    sample.machineStolenMillis()));
        }
    }

    long lengthNanos() {
        return endNanos - startNanos;
    }

    /** Points inside the window. */
    List<Point> inside() {
        return points.stream()
                .filter(point -> point.sinceStartNanos() >= 0 && point.sinceStartNanos() <= lengthNanos())
                .toList();
    }

    /** Increase of a total over the window, interpolated at both edges; absent where the samples do not reach around it. */
    @Nullable
    Double increase(ToLongFunction<Point> total) {
        Double atStart = at(0, total);
        Double atEnd = at(lengthNanos(), total);
        return atStart == null || atEnd == null ? null : Double.valueOf(atEnd - atStart);
    }

    /** Increase a second of a total, between neighbouring points inside the window. */
    List<Double> rates(ToLongFunction<Point> total) {
        List<Point> inside = inside();
        List<Double> rates = new ArrayList<>();
        for (int i = 1; i < inside.size(); i++) {
            Point from = inside.get(i - 1);
            Point to = inside.get(i);
            long nanos = to.sinceStartNanos() - from.sinceStartNanos();
            if (nanos > 0) {
                rates.add((total.applyAsLong(to) - total.applyAsLong(from)) * 1e9 / nanos);
            }
        }
        return rates;
    }

    private @Nullable Double at(long sinceStartNanos, ToLongFunction<Point> total) {
        for (int i = 1; i < points.size(); i++) {
            Point from = points.get(i - 1);
            Point to = points.get(i);
            if (from.sinceStartNanos() <= sinceStartNanos && sinceStartNanos <= to.sinceStartNanos()) {
                long nanos = Math.max(1, to.sinceStartNanos() - from.sinceStartNanos());
                double share = (double) (sinceStartNanos - from.sinceStartNanos()) / nanos;
                return total.applyAsLong(from) + share * (total.applyAsLong(to) - total.applyAsLong(from));
            }
        }
        return null;
    }
}
