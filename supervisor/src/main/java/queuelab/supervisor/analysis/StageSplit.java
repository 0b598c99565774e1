package queuelab.supervisor.analysis;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.recording.Measure;
import queuelab.supervisor.analysis.TrialResult.Latency;
import queuelab.supervisor.analysis.TrialResult.Stages;

/**
 * Splits the time from sending to receipt into {@link Stage}s. Every boundary is recorded as a latency counted from sending, on one clock, so a
 * stage's mean is the difference of two means, and the stages add up to the whole by construction — if every boundary saw the same messages,
 * and none lies before the one ahead of it. That is what is checked here.
 */
final class StageSplit {
    /** How far stages may be from adding up, and how many messages may be missing at a boundary, as a share. */
    static final double TOLERANCE = 0.02;

    private StageSplit() {}

    /**
     * Splits what was measured.
     *
     * @param latencies of broker and workers
     * @param copies how many receipts there are for each message sent
     */
    static Stages of(Function<Measure, Latency> latencies, int copies) {
        Latency received = latencies.apply(Measure.SEND_TO_RECEIVE);
        if (received.meanNanos() == null) {
            return unavailable("nothing was received in the measured window", null, null);
        }
        double whole = received.meanNanos();
        double before = 0;
        double sum = 0;
        double unseen = 0;
        Map<String, Double> means = new LinkedHashMap<>();
        for (Stage stage : Stage.values()) {
            Latency end = latencies.apply(stage.end());
            double seen = (double) end.count() * receiptsOfEach(stage, copies);
            unseen = Math.max(unseen, Math.abs(seen / received.count() - 1));
            double mean = end.meanNanos() == null ? before : end.meanNanos();
            means.put(stage.word(), Math.rint(mean - before));
            sum += Math.max(0, mean - before);
            before = mean;
        }
        double deviation = Math.abs(sum / whole - 1);
        if (unseen > TOLERANCE) {
            return unavailable(
                    "a boundary between stages saw " + percent(unseen) + " more or fewer messages than were received",
                    whole,
                    unseen);
        }
        if (deviation > TOLERANCE) {
            return unavailable(
                    "the stages add up to " + percent(deviation)
                            + " more than the whole: one of them came out negative",
                    whole,
                    unseen);
        }
        return new Stages("", means, Math.rint(whole), deviation, unseen);
    }

    static Stages unavailable(String why, @Nullable Double whole, @Nullable Double unseen) {
        return new Stages(why, Map.of(), whole == null ? null : Double.valueOf(Math.rint(whole)), null, unseen);
    }

    /** A message arrives and is stored once, and is handed out and received once for each copy. */
    private static int receiptsOfEach(Stage stage, int copies) {
        return switch (stage) {
            case CLIENT_TO_BROKER, STORED -> copies;
            case WAITING, BROKER_TO_CLIENT -> 1;
        };
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * 100);
    }
}
