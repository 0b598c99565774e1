package queuelab.supervisor.analysis;

import org.jspecify.annotations.Nullable;
import queuelab.exchange.recording.Latencies;
import queuelab.exchange.recording.Measure;
import queuelab.supervisor.analysis.TrialResult.Throughput;

/**
 * Messages per second over the measured window.
 *
 * <p>With a rate, a message belongs to the window by its due time, exactly: sent counts the messages due inside the window that were sent,
 * received counts their copies that arrived, whenever that was. How late they were is for the latencies to say. Where a sender or queue fell
 * behind, received is counted by the clock ({@link #behind}): what the consumers managed, not what they were owed.
 *
 * <p>When saturating nothing is due at any time of its own, so both are counted by the clock: what each worker told once a second, at
 * the time it counted ({@link CountCurve}); where the samples do not cover the window, by due time as above.
 */
final class ThroughputMeter {
    private ThroughputMeter() {}

    static Throughput of(TrialRecordings recordings, WindowSeries series) {
        Latencies latencies = recordings.latencies();
        double seconds = series.lengthNanos() / 1e9;
        double sent = latencies.measured(Measure.SCHEDULE_LAG).getTotalCount();
        double received = latencies.measured(Measure.DUE_TO_RECEIVE).getTotalCount();
        Double offered = new OfferedLoad(recordings.trial()).perSecond();
        if (offered == null) {
            return new Throughput(
                    null,
                    or(series.sent().perSecond(), sent / seconds),
                    or(series.received().perSecond(), received / seconds));
        }
        return new Throughput(offered, sent / seconds, received / seconds);
    }

    /** The throughput of a saturated trial: received within the window, by the clock, where the samples cover it. */
    static Throughput behind(Throughput throughput, WindowSeries series) {
        return new Throughput(
                throughput.offeredPerSecond(),
                throughput.sentPerSecond(),
                or(series.received().perSecond(), throughput.receivedPerSecond()));
    }

    private static double or(@Nullable Double measured, double otherwise) {
        return measured == null ? otherwise : measured;
    }
}
