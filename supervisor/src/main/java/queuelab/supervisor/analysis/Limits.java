package queuelab.supervisor.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.control.ConsumerAssignment.Lock;
import queuelab.exchange.control.Work;
import queuelab.exchange.recording.Measure;
import queuelab.supervisor.analysis.ConsumersResult.Limit;
import queuelab.supervisor.analysis.ConsumersResult.LimitKind;
import queuelab.supervisor.analysis.TrialResult.Occupation;
import queuelab.supervisor.scenario.Settings.Storage;

/**
 * Says what kept a point from receiving more, each limit with the figures that show it. What is named first weighs most: a lock or a
 * machine without CPU makes consumers look busy, so they come before the consumers' own work.
 */
final class Limits {
    /** Of what was offered; the hundredth that the achieved rate is held to. */
    private static final double MET = 0.99;
    /** Within the window a few messages are still under way, and the clock that counts them is read once a second. */
    private static final double MET_BY_CLOCK = 0.95;

    private static final double LOCKED = 0.25;
    private static final double MACHINE_BUSY = 0.9;
    private static final double CONSUMERS_BUSY = 0.85;
    private static final double BROKER_BUSY = 0.8;
    private static final double IDLE = 0.7;

    private final PointTrials point;
    private final @Nullable Integer cores;
    private final List<Limit> found = new ArrayList<>();

    private Limits(PointTrials point, @Nullable Integer cores) {
        this.point = point;
        this.cores = cores;
    }

    /**
     * What limited a point.
     *
     * @param cores of the machine; null where unknown
     */
    static List<Limit> of(PointTrials point, @Nullable Integer cores) {
        return new Limits(point, cores).all();
    }

    /** Whether everything offered at a rate was received while it was offered. */
    static boolean met(PointTrials point) {
        Double offered = point.offeredPerSecond();
        Double received = point.median(Metric.RECEIVED_PER_SECOND);
        Double byClock = point.occupied(Occupation::receivedByClockPerSecond);
        return offered != null
                && received != null
                && !point.anySaturated()
                && received >= MET * offered
                && (byClock == null || byClock >= MET_BY_CLOCK * offered);
    }

    /** Why the machine had no CPU left for more, in words. */
    static Optional<String> outOfCores(PointTrials point, @Nullable Integer cores) {
        if (cores == null) {
            return Optional.empty();
        }
        Double machine = point.occupied(Occupation::machineCores);
        if (machine != null && machine >= MACHINE_BUSY * cores) {
            return Optional.of(cores(machine) + " of " + cores + " cores were busy");
        }
        Double busy = point.occupied(Occupation::busyShare);
        boolean burns = point.settings().consumer().work().kind() == Work.Kind.CPU
                && point.settings().consumer().lock() == Lock.NONE;
        long threads = busy == null ? 0 : Math.round(busy * point.consumers());
        return burns && threads > cores
                ? Optional.of(threads + " threads burned CPU at a time on " + cores + " cores")
                : Optional.empty();
    }

    private List<Limit> all() {
        if (met(point)) {
            Double offered = point.offeredPerSecond();
            add(
                    LimitKind.OFFERED_RATE,
                    "the offered rate: all " + Words.perSecond(offered == null ? 0 : offered) + " arrived, "
                            + busyInWords());
            return found;
        }
        lock();
        outOfCores(point, cores).ifPresent(words -> add(LimitKind.MACHINE_CPU, "machine CPU: " + words));
        Starvation.of(point).ifPresent(words -> add(LimitKind.PREFETCH, words));
        consumers();
        brokerCpu();
        if (found.isEmpty()) {
            rest();
        }
        return found;
    }

    private void lock() {
        Double waited = point.occupied(Occupation::lockWaitShare);
        Double handling = point.meanNanos(Measure.HANDLING);
        if (waited != null && handling != null && waited >= LOCKED) {
            add(
                    LimitKind.LOCK,
                    "the lock: of the " + Words.time(handling) + " that a message kept its thread, "
                            + Words.percent(waited) + " was spent waiting for the lock of its process");
        }
    }

    private void consumers() {
        Double busy = point.occupied(Occupation::busyShare);
        if (busy != null && busy >= CONSUMERS_BUSY && found.isEmpty()) {
            add(LimitKind.CONSUMERS, "the consumers' own work: " + busyInWords());
        }
    }

    private void brokerCpu() {
        Double broker = point.occupied(Occupation::brokerCores);
        if (broker != null && broker >= BROKER_BUSY) {
            add(LimitKind.BROKER_CPU, "broker CPU: the broker kept " + cores(broker) + " cores busy");
        }
    }

    /** Neither consumers nor CPU were used up: messages came too slowly. */
    private void rest() {
        Double confirmed = point.meanNanos(Measure.SEND_TO_ACK);
        Double machine = point.occupied(Occupation::machineCores);
        Double byClock = point.occupied(Occupation::receivedByClockPerSecond);
        boolean cpuLeft = cores != null && machine != null && machine < IDLE * cores;
        String waiting = confirmed == null ? "" : ", a send took " + Words.time(confirmed) + " to be confirmed";
        if (!point.settings().consumer().delay().isZero() && Double.valueOf(0).equals(byClock)) {
            add(LimitKind.UNKNOWN, "the consumers came when the measured window was over: look at who got how much");
        } else if (point.saturates() && point.settings().queue().storage() == Storage.DURABLE && cpuLeft) {
            add(
                    LimitKind.DISK,
                    "the disk: every message was to be on it before its send was confirmed" + waiting + ", while only "
                            + cores(machine == null ? 0 : machine) + " of " + cores + " cores were busy");
        } else if (point.saturates()) {
            add(LimitKind.PRODUCER, "the producer's side: " + busyInWords() + waiting);
        } else {
            add(LimitKind.UNKNOWN, "nothing that was measured stands out: " + busyInWords());
        }
    }

    private String busyInWords() {
        Double busy = point.occupied(Occupation::busyShare);
        if (busy == null) {
            return "how busy consumers were is not on record";
        }
        return (point.consumers() == 1 ? "the one consumer was busy " : "each consumer was busy ")
                + Words.percent(Math.min(1, busy)) + " of its time";
    }

    private void add(LimitKind kind, String words) {
        found.add(new Limit(kind.word(), words));
    }

    private static String cores(double cores) {
        return String.format(Locale.ROOT, "%.2f", cores);
    }
}
