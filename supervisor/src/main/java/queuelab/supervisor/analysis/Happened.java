package queuelab.supervisor.analysis;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was done to a trial on purpose, and what came of it: {@code happened} of a trial in results.json. Times count from the start of
 * measuring, lengths from the moment of the fault or change.
 *
 * @param faults what went wrong, in order
 * @param changes settings that changed, in order
 * @param backlog the largest backlog of the trial; absent where the queues never held more than a moment's messages
 */
public record Happened(
        List<FaultFacts> faults,
        List<ChangeFacts> changes,
        @Nullable Backlog backlog) {
    public Happened {
        faults = List.copyOf(faults);
        changes = List.copyOf(changes);
    }

    /**
     * One fault and its facts.
     *
     * @param subject the process it happened to, {@code network} or {@code disk}
     * @param action {@code killed}, {@code stopping}, {@code paused}, {@code full}, {@code cut}, {@code delayed} or {@code slow}
     * @param processKilled whether a process was killed: that tests the death of a process, not a loss of power
     * @param silenceNanos the longest time without a delivery to any consumer that began or lay after the fault and before the next one;
     *     shorter ones than {@link Silence#SHORTEST_NANOS} are not on record and read 0; absent where consumers' notes are missing
     * @param mendedNanos until the process or what took its place took part again, or the network or disk was as before; absent where never
     * @param rateBackNanos until consumers received at 90 % of the rate before the fault again, to the second; absent where never
     * @param journalNanos a broker: how long it took to activate, its journal read; absent for others
     * @param messagesReloaded a broker: messages its journal held; absent for others
     * @param messages what became of the messages that it was the first fault to meet; absent where it is not on record which those were
     */
    public record FaultFacts(
            long atNanos,
            String what,
            String subject,
            String action,
            boolean processKilled,
            @Nullable Long silenceNanos,
            @Nullable Long mendedNanos,
            @Nullable Long rateBackNanos,
            @Nullable Long journalNanos,
            @Nullable Long messagesReloaded,
            @Nullable Messages messages) {}

    /**
     * What became of the messages that were sent until a fault was mended and after the one before was: each is counted to the first fault that it met. All
     * are counts of copies.
     *
     * @param lost acknowledged, and never received; with dead-lettered, expired and residual ones, which only a queue's counters tell apart
     * @param indeterminateArrived sends of unknown fate that arrived
     * @param indeterminateMissing sends of unknown fate that did not
     * @param duplicated received more than once
     * @param redelivered ids that the broker said it handed out before
     */
    public record Messages(
            long lost, long indeterminateArrived, long indeterminateMissing, long duplicated, long redelivered) {}

    /** A setting that changed. */
    public record ChangeFacts(long atNanos, String setting, String value, String what) {}

    /**
     * A backlog that was built and drained.
     *
     * @param fromNanos when the depth last rose above a moment's messages before the peak
     * @param peakMessages the largest depth seen
     * @param peakNanos when that was
     * @param caughtUpNanos from the peak until no more than a moment's messages were left; absent where that was not seen
     */
    public record Backlog(
            long fromNanos,
            long peakMessages,
            long peakNanos,
            @Nullable Long caughtUpNanos) {}

    /** The longest silence after any fault; absent without faults. */
    public @Nullable Double longestSilenceNanos() {
        return longest(FaultFacts::silenceNanos);
    }

    /** The longest time until something was mended; absent without faults, or where something never was. */
    public @Nullable Double longestMendingNanos() {
        return longest(FaultFacts::mendedNanos);
    }

    /** The longest time until the rate was back; absent likewise. */
    public @Nullable Double longestRateBackNanos() {
        return longest(FaultFacts::rateBackNanos);
    }

    private @Nullable Double longest(Function<FaultFacts, @Nullable Long> length) {
        double longest = 0;
        for (FaultFacts fault : faults) {
            Long nanos = length.apply(fault);
            if (nanos == null) {
                return null;
            }
            longest = Math.max(longest, nanos);
        }
        return faults.isEmpty() ? null : (Double) longest;
    }
}
