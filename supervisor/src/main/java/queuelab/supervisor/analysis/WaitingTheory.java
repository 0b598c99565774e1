package queuelab.supervisor.analysis;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.control.Arrivals;
import queuelab.exchange.recording.Measure;
import queuelab.supervisor.analysis.ConsumersResult.Little;
import queuelab.supervisor.analysis.ConsumersResult.Waiting;
import queuelab.supervisor.analysis.TrialResult.Latency;
import queuelab.supervisor.analysis.TrialResult.Occupation;
import queuelab.supervisor.scenario.Settings;

/**
 * Holds a point's waiting times against queueing theory. One subscription's consumers are the servers, their measured handling time is the
 * service time, and the rate is the arrivals; where there are several subscriptions, each has its part of both.
 */
final class WaitingTheory {
    /** Consumers that are idle nearly always make nobody wait, and there is nothing to compare. */
    private static final double LEAST_UTILISATION = 0.05;

    private static final double ABOUT_THE_SAME = 1.5;
    /** Samples of depth come once a second and a little apart from what passes; a fifth is what they are good for. */
    private static final double LITTLE_TOLERATED = 0.2;

    private static final double LITTLE_TOLERATED_MESSAGES = 2;

    private WaitingTheory() {}

    static Optional<Waiting> waiting(PointTrials point) {
        Settings settings = point.settings();
        int subscriptions = settings.queue().count() * settings.queue().copies();
        Double arrivals = point.median(Metric.RECEIVED_PER_SECOND);
        Double service = point.meanNanos(Measure.HANDLING);
        Double variation = point.occupied(Occupation::handlingSquaredVariation);
        Double measured = point.median(WaitingTheory::waited);
        int servers = point.consumers() / subscriptions;
        if (point.saturates()
                || point.anySaturated()
                || arrivals == null
                || service == null
                || variation == null
                || measured == null
                || servers == 0) {
            return Optional.empty();
        }
        double load = arrivals / subscriptions * service / 1e9;
        double utilisation = load / servers;
        if (utilisation < LEAST_UTILISATION || utilisation >= 1) {
            return Optional.empty();
        }
        double shared = ErlangC.meanWait(servers, load, service);
        double separate = ErlangC.meanWait(1, utilisation, service);
        boolean even = settings.producer().arrivals() == Arrivals.EVEN;
        double corrected = shared * ((even ? 0 : 1) + variation) / 2;
        return Optional.of(new Waiting(
                RunStatistics.significant(arrivals),
                Math.rint(service),
                variation,
                RunStatistics.significant(utilisation),
                Math.rint(shared),
                Math.rint(separate),
                Math.rint(corrected),
                Math.rint(measured),
                words(settings, servers, shared, separate, corrected, measured, variation)));
    }

    /** Mean dueToReceive beyond that of the fastest message, which met an idle consumer. */
    private static @Nullable Double waited(TrialResult trial) {
        Latency latency = trial.latency().get(Measure.DUE_TO_RECEIVE.tag());
        if (latency == null || latency.meanNanos() == null || latency.minNanos() == null) {
            return null;
        }
        return latency.meanNanos() - latency.minNanos();
    }

    private static String words(
            Settings settings,
            int servers,
            double shared,
            double separate,
            double corrected,
            double measured,
            double variation) {
        StringBuilder words = new StringBuilder();
        words.append(servers == 1 ? "M/M/1" : "M/M/" + servers + ", one queue for all,")
                .append(" predicts ")
                .append(Words.time(shared))
                .append(" of waiting; ");
        if (servers > 1) {
            words.append("a queue for each consumer (M/M/1) ")
                    .append(Words.time(separate))
                    .append("; ");
        }
        words.append("measured were ").append(Words.time(measured)).append(". ");
        if (measured > shared * ABOUT_THE_SAME) {
            words.append(
                    settings.consumer().windowBytes() > 0 && servers > 1
                            ? "More than one shared queue: prefetch turns one queue into many, and a message waits for its own consumer while another is idle; the way through the broker varies too."
                            : "More than theory: the way through the broker varies too, and this machine's scheduling.");
        } else if (measured < shared / ABOUT_THE_SAME) {
            words.append("Less than M/M/")
                    .append(servers)
                    .append(": it takes both gaps and handling to be exponential, while here ")
                    .append(
                            settings.producer().arrivals() == Arrivals.EVEN
                                    ? "messages come evenly"
                                    : "messages come at random")
                    .append(String.format(
                            Locale.ROOT, " and handling varies by C² = %.2f (exponential: 1).", variation));
        } else {
            words.append("That is about what one shared queue predicts.");
        }
        return words.append(" With the measured spread (Allen and Cunneen) it is ")
                .append(Words.time(corrected))
                .append('.')
                .toString();
    }

    /** L = λW of the point's own figures; absent where a figure is missing or the queue climbed, so that there is no L. */
    static Optional<Little> little(PointTrials point) {
        Double depth = point.occupied(Occupation::depthMean);
        Double received = point.occupied(Occupation::receivedByClockPerSecond);
        Double onTheWay = point.meanNanos(Measure.SEND_TO_RECEIVE);
        Double handling = point.meanNanos(Measure.HANDLING);
        if (point.anySaturated() || depth == null || received == null || onTheWay == null || handling == null) {
            return Optional.empty();
        }
        double predicted = received * (onTheWay + handling) / 1e9;
        boolean agree =
                Math.abs(depth - predicted) <= Math.max(LITTLE_TOLERATED_MESSAGES, LITTLE_TOLERATED * predicted);
        String words = String.format(
                Locale.ROOT,
                "%.1f messages in the queues (mean of samples), λW is %.1f: %s",
                depth,
                predicted,
                agree ? "they agree" : "they do not agree, so depth is known here only roughly");
        return Optional.of(new Little(depth, RunStatistics.significant(predicted), words));
    }
}
