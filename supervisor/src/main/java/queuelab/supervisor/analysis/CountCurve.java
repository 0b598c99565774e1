package queuelab.supervisor.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.recording.Sample;
import queuelab.exchange.recording.Sample.ProcessSample;

/**
 * How many messages all processes together had sent, or received, at any moment: what each told once a second, at the time it counted,
 * straight lines in between, from nothing at the common start.
 */
final class CountCurve {
    private static final double SECOND = 1e9;

    /** Less of the window than this cannot stand for it. */
    private static final double LEAST_COVERED = 0.8;

    private final long windowNanos;
    private final Map<String, NavigableMap<Long, Long>> byProcess = new HashMap<>();
    private final long coveredNanos;

    /**
     * Gathers what was told.
     *
     * @param startNanos the common start, when all counts are 0
     * @param windowStartNanos times of the curve count from here
     * @param count sent or received
     */
    CountCurve(
            List<Sample> samples,
            long startNanos,
            long windowStartNanos,
            long windowNanos,
            ToLongFunction<ProcessSample> count) {
        this.windowNanos = windowNanos;
        long before = startNanos;
        for (Sample sample : samples) {
            long lastSeen = before;
            for (ProcessSample process : sample.processes()) {
                long toldAt = process.toldAtNanos() == 0 ? sample.atNanos() : process.toldAtNanos();
                NavigableMap<Long, Long> curve = byProcess.computeIfAbsent(
                        // One that joined later had nothing to count before it was first seen.
                        process.name(), _ -> new TreeMap<>(Map.of(lastSeen - windowStartNanos, 0L)));
                curve.put(toldAt - windowStartNanos, count.applyAsLong(process));
            }
            before = sample.atNanos();
        }
        byProcess.values().removeIf(curve -> curve.lastEntry().getValue() == 0);
        long last = byProcess.values().stream()
                .mapToLong(NavigableMap::lastKey)
                .max()
                .orElse(0);
        coveredNanos = Math.min(windowNanos, last);
    }

    /** Messages per second over the window, or over its covered part where a little at its end is missing; absent where much is. */
    @Nullable
    Double perSecond() {
        if (coveredNanos < windowNanos * LEAST_COVERED) {
            return null;
        }
        return (at(coveredNanos) - at(0)) * SECOND / coveredNanos;
    }

    /** Messages in each whole second of the window that is covered. */
    List<Double> eachSecond() {
        List<Double> rates = new ArrayList<>();
        for (long second = 1; second * SECOND <= coveredNanos; second++) {
            rates.add(at((long) (second * SECOND)) - at((long) ((second - 1) * SECOND)));
        }
        return rates;
    }

    private double at(long sinceWindowStartNanos) {
        return byProcess.values().stream()
                .mapToDouble(curve -> at(curve, sinceWindowStartNanos))
                .sum();
    }

    private static double at(NavigableMap<Long, Long> curve, long moment) {
        var before = curve.floorEntry(moment);
        var after = curve.ceilingEntry(moment);
        if (before == null) {
            return 0;
        }
        // A process that is gone keeps what it last told.
        if (after == null || after.getKey().equals(before.getKey())) {
            return before.getValue();
        }
        double share = (double) (moment - before.getKey()) / (after.getKey() - before.getKey());
        return before.getValue() + share * (after.getValue() - before.getValue());
    }
}
