package queuelab.supervisor.analysis;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.recording.DiskProbe;

/**
 * One judged trial: an element of {@code trials} in results.json. Order of fields is their order there.
 *
 * @param saturated whether schedule lag or queue depth climbed through the window: its latency is then no stable figure
 * @param reasons why the verdict is not {@code pass}, in words; empty where it is
 * @param checks every trust check, passed or not
 * @param queues what became of each subscription's copies
 * @param offences messages that went astray, by kind, with examples
 * @param stages where the time from sending to receipt went; absent where there was no broker
 * @param journal how the broker kept messages; absent where no broker of the lab came up
 * @param disk what a sync cost on the disk beneath it, before this trial's block of repeats; absent where it was not probed
 * @param remarks what a reader should know although it does not change the verdict, in words
 * @param settings every setting in effect, dotted key to value; empty where the trial's record could not be read
 * @param fairness who got the messages; absent where the trial never started
 * @param occupation what consumers, broker and machine were busy with; absent likewise
 * @param happened what was done to it on purpose and what came of it; absent where nothing was
 */
public record TrialResult(
        String id,
        String variant,
        Map<String, String> point,
        int repeat,
        Verdict verdict,
        List<String> reasons,
        List<ProcessResult> processes,
        Throughput throughput,
        Map<String, Latency> latency,
        Delivery delivery,
        boolean saturated,
        List<Check> checks,
        List<QueueDelivery> queues,
        List<Offence> offences,
        List<String> remarks,
        @Nullable Stages stages,
        @Nullable Journal journal,
        @Nullable DiskProbe disk,
        Map<String, String> settings,
        @Nullable Fairness fairness,
        @Nullable Occupation occupation,
        @Nullable Happened happened) {
    /** One to which nothing was done. */
    public TrialResult(
            String id,
            String variant,
            Map<String, String> point,
            int repeat,
            Verdict verdict,
            List<String> reasons,
            List<ProcessResult> processes,
            Throughput throughput,
            Map<String, Latency> latency,
            Delivery delivery,
            boolean saturated,
            List<Check> checks,
            List<QueueDelivery> queues,
            List<Offence> offences,
            List<String> remarks,
            @Nullable Stages stages,
            @Nullable Journal journal,
            @Nullable DiskProbe disk,
            Map<String, String> settings,
            @Nullable Fairness fairness,
            @Nullable Occupation occupation) {
        this(
                id,
                variant,
                point,
                repeat,
                verdict,
                reasons,
                processes,
                throughput,
                latency,
                delivery,
                saturated,
                checks,
                queues,
                offences,
                remarks,
                stages,
                journal,
                disk,
                settings,
                fairness,
                occupation,
                null);
    }

    /** The same with what was done to it. */
    TrialResult with(@Nullable Happened what) {
        return new TrialResult(
                id,
                variant,
                point,
                repeat,
                verdict,
                reasons,
                processes,
                throughput,
                latency,
                delivery,
                saturated,
                checks,
                queues,
                offences,
                remarks,
                stages,
                journal,
                disk,
                settings,
                fairness,
                occupation,
                what);
    }

    public TrialResult {
        point = Collections.unmodifiableMap(new LinkedHashMap<>(point));
        reasons = List.copyOf(reasons);
        processes = List.copyOf(processes);
        latency = Collections.unmodifiableMap(new LinkedHashMap<>(latency));
        checks = List.copyOf(checks);
        queues = List.copyOf(queues);
        offences = List.copyOf(offences);
        remarks = List.copyOf(remarks);
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /**
     * One child process.
     *
     * @param cpuMillis CPU time of its whole life
     * @param measuredCpuMillis CPU time within the measured window
     */
    public record ProcessResult(
            String role,
            int index,
            long pid,
            long parentPid,
            long cpuMillis,
            long peakRssBytes,
            @Nullable Integer exitCode,
            long measuredCpuMillis) {}

    /** Messages per second over the measured window; offered is absent (null) when saturating. */
    public record Throughput(@Nullable Double offeredPerSecond, double sentPerSecond, double receivedPerSecond) {}

    /** A latency distribution; a percentile is null where too few samples stand behind it, all but count are null without samples. */
    public record Latency(
            long count,
            @Nullable Long minNanos,
            @Nullable Double meanNanos,
            @Nullable Long p50Nanos,
            @Nullable Long p90Nanos,
            @Nullable Long p99Nanos,
            @Nullable Long p999Nanos,
            @Nullable Long maxNanos) {}

    /**
     * Mean times of the stages between sending and receipt, of the messages measured. They are differences of means that are counted from sending
     * ({@code sentToArrived}, {@code sentToStored}, {@code sentToHandedOut}, {@code sendToReceive} in {@code latency}).
     *
     * @param unavailable why there are none, in words; empty where there are
     * @param meanNanos by {@link Stage#word()}, in their order; empty where unavailable
     * @param wholeNanos mean of {@code sendToReceive}; absent where nothing was received
     * @param deviation how far the stages, none of them less than 0, are from adding up to the whole, as a share of it
     * @param unseen largest share of the messages received that did not pass a boundary between stages, or passed one and were not received
     */
    public record Stages(
            String unavailable,
            Map<String, Double> meanNanos,
            @Nullable Double wholeNanos,
            @Nullable Double deviation,
            @Nullable Double unseen) {
        public Stages {
            meanNanos = Collections.unmodifiableMap(new LinkedHashMap<>(meanNanos));
        }
    }

    /**
     * How a broker kept messages, read back from it.
     *
     * @param inEffect {@code NIO}, {@code ASYNCIO}, {@code MAPPED}, or {@code NONE} without persistence
     * @param bufferTimeoutNanos how long a record may wait for others to share its sync; absent without a journal
     * @param datasync whether a write counts only once the disk has it; absent without a journal
     */
    public record Journal(
            String inEffect,
            String asked,
            @Nullable Long bufferTimeoutNanos,
            @Nullable Boolean datasync) {}

    /** What became of every message of the trial, warm-up included; from the ledgers of all processes put together. */
    public record Delivery(
            long attempted,
            long acknowledged,
            long rejected,
            long indeterminate,
            long received,
            long distinct,
            long lost,
            long duplicated,
            long unexpected,
            long corrupt,
            long outOfOrder,
            long redelivered,
            long residual) {}

    /**
     * One trust check.
     *
     * @param name stable name, {@code scheduleLag}
     * @param measured the measured value; absent where the check could not be made or does not apply
     * @param bound what the value is held against; absent likewise
     * @param unit of both: {@code ns}, {@code ratio}, {@code count}, {@code ms}; empty where there is no number
     * @param passed whether the numbers can be trusted as far as this check goes; true where it does not apply
     * @param reason in words, with the numbers
     */
    public record Check(
            String name,
            @Nullable Double measured,
            @Nullable Double bound,
            String unit,
            boolean passed,
            String reason) {}

    /**
     * What became of the copies of one subscription: one queue, one copy.
     *
     * @param queue the queue's number, from 0
     * @param copy which of its copies, from 0
     * @param name the broker's name for it; empty where the broker's counters are unknown
     * @param acknowledged messages the broker confirmed to producers of this queue
     * @param received arrivals, duplicates included
     * @param distinct different messages received
     * @param consumed different messages whose acknowledgement or commit was seen to return
     * @param missing acknowledged and never received
     * @param explained how many of the missing the broker accounts for at most: still there, expired or killed (dead-lettered)
     * @param lost missing beyond that
     * @param duplicated received less distinct
     * @param duplicatedByRedelivery different messages among them that the broker said it redelivered, or that a dead or failing consumer
     *     had received
     * @param duplicatedBySecondAttempt different messages among them that the producer sent again
     * @param duplicatedUnexplained the other different messages among them
     * @param indeterminateArrived sends of unknown fate that arrived
     * @param indeterminateMissing sends of unknown fate that did not; never loss
     * @param consumers receiving threads that got anything
     */
    public record QueueDelivery(
            int queue,
            int copy,
            String name,
            long acknowledged,
            long received,
            long distinct,
            long consumed,
            long missing,
            long explained,
            long lost,
            long duplicated,
            long duplicatedByRedelivery,
            long duplicatedBySecondAttempt,
            long duplicatedUnexplained,
            long indeterminateArrived,
            long indeterminateMissing,
            long unexpected,
            long corrupt,
            long outOfOrder,
            long redelivered,
            long residual,
            long expired,
            long killed,
            int consumers) {}

    /**
     * Who got the messages.
     *
     * @param jain Jain's index of fairness, of the subscription whose consumers share least evenly: 1 where all have the same, 1÷n where one
     *     has everything; absent where nothing was received
     * @param shares one for each consuming thread, those that received nothing included
     */
    public record Fairness(@Nullable Double jain, List<Share> shares) {
        public Fairness {
            shares = List.copyOf(shares);
        }
    }

    /**
     * What one consuming thread got.
     *
     * @param consumer its number in the trial, from 0
     * @param process the number of its process, from 1
     * @param queue the queue it receives from, from 0
     * @param copy which copy of that queue's messages, from 0
     * @param received messages of the whole trial, warm-up included
     * @param share of what all consumers of that queue and copy received, 0 … 1
     */
    public record Share(int consumer, int process, int queue, int copy, long received, double share) {}

    /**
     * What consumers, broker and machine were busy with in the measured window. A figure is absent where the recordings do not tell it.
     *
     * @param receivedByClockPerSecond messages received within the window, whenever they were due
     * @param handlingSquaredVariation variance of the handling time divided by the square of its mean: 0 where it is always the same, 1
     *     where it is exponential
     * @param busyShare share of their time that consuming threads spent handling messages, on average
     * @param lockWaitShare share of the handling time that was spent waiting for the lock; absent without a lock
     * @param depthMean messages in all queues, mean over the window
     * @param depthMost the most at any moment of the trial
     * @param brokerCores CPUs that the broker kept busy
     * @param machineCores CPUs of the machine that were busy, with whatever
     */
    public record Occupation(
            @Nullable Double receivedByClockPerSecond,
            @Nullable Double handlingSquaredVariation,
            @Nullable Double busyShare,
            @Nullable Double lockWaitShare,
            @Nullable Double depthMean,
            @Nullable Long depthMost,
            @Nullable Double brokerCores,
            @Nullable Double machineCores) {}

    /**
     * Messages that went astray in one way.
     *
     * @param kind {@code lost}, {@code duplicated}, {@code unexpected}, {@code rejectedButReceived}, {@code corrupt}, {@code outOfOrder}
     * @param count how many there are
     * @param examples the first of them, at most 100
     */
    public record Offence(String kind, long count, List<Example> examples) {
        public Offence {
            examples = List.copyOf(examples);
        }
    }

    /** One message: the queue and copy it concerns (−1 where unknown) and its id. */
    public record Example(int queue, int copy, int producer, long sequence) {}
}
