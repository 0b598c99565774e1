package queuelab.supervisor.analysis;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Tells whether a point is saturated: more comes in than goes out, so that schedule lag or queue depth climbs through the window and
 * latency depends on how long one looks.
 *
 * <p>The rule: the medians of the three thirds of the window rise one after another, and from the first to the last by more than 1 % of
 * what passed in the meantime (of time, for lag; of messages, for depth). It is the same hundredth that the achieved rate is held to. A window
 * too short for that is saturated where, at its end, half of its messages were still waiting.
 */
final class Saturation {
    private static final double TOLERATED = 0.01;

    /** Below this a queue breathes. */
    private static final double SMALLEST_RISE_MESSAGES = 20;

    /** Of what was handed out; less may be on its way when a short window ends. */
    private static final double BURST = 0.5;

    private Saturation() {}

    /** In words, where it is saturated. */
    static Optional<String> found(TrialRecordings recordings, WindowSeries series, double sentPerSecond) {
        double secondsApart = series.lengthNanos() / 1e9 * 2 / 3;
        Optional<String> lag = recordings.settings().saturates() ? Optional.empty() : lag(recordings, secondsApart);
        return lag.or(() -> depth(series, sentPerSecond * secondsApart))
                .or(() -> recordings.settings().saturates()
                        ? Optional.empty()
                        : burst(recordings, series, sentPerSecond));
    }

    /** A window too short for samples to climb in, of which much was still waiting at its end. */
    private static Optional<String> burst(TrialRecordings recordings, WindowSeries series, double sentPerSecond) {
        Double received = series.received().perSecond();
        if (received == null || series.depths().size() >= 3) {
            return Optional.empty();
        }
        double seconds = series.lengthNanos() / 1e9;
        double handedOut = sentPerSecond * recordings.settings().copies();
        if ((handedOut - received) * seconds < Math.max(SMALLEST_RISE_MESSAGES, BURST * handedOut * seconds)) {
            return Optional.empty();
        }
        return Optional.of("saturated: of " + Words.count(Math.round(handedOut * seconds), "message")
                + " due in the window only " + Words.number(Math.round(received * seconds))
                + " were received in it; latency says how long the backlog was");
    }

    private static Optional<String> lag(TrialRecordings recordings, double secondsApart) {
        List<Double> medians = recordings.workers().stream()
                .flatMap(worker -> worker.lag().stream())
                .sorted(Comparator.comparingLong(WorkerRecordings.LagPoint::endMillis))
                .map(point -> (double) point.medianNanos())
                .toList();
        if (medians.size() < 3) {
            return Optional.empty();
        }
        Thirds lag = Thirds.of(medians);
        if (!lag.climbs() || lag.rise() < TOLERATED * secondsApart * 1e9) {
            return Optional.empty();
        }
        return Optional.of("saturated: schedule lag climbed through the window, from " + Words.time(lag.first())
                + " to " + Words.time(lag.last())
                + " (medians of its first and last third); latency is no stable figure");
    }

    private static Optional<String> depth(WindowSeries series, double messagesMeanwhile) {
        List<Double> depths = series.depths();
        if (depths.size() < 3) {
            return Optional.empty();
        }
        Thirds depth = Thirds.of(depths);
        double tolerated = Math.max(SMALLEST_RISE_MESSAGES, TOLERATED * messagesMeanwhile);
        if (!depth.climbs() || depth.rise() < tolerated) {
            return Optional.empty();
        }
        return Optional.of(
                "saturated: queue depth climbed through the window, from " + Words.number(Math.round(depth.first()))
                        + " to " + Words.number(Math.round(depth.last()))
                        + " messages (medians of its first and last third); latency is no stable figure");
    }
}
