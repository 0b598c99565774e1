package queuelab.supervisor.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Holds what one producer sent against what arrived of it at one subscription, 64 messages at a time.
 *
 * <p>All ledgers stay mapped files and are read in blocks, so the heap this takes does not depend on how many messages there were.
 */
final class FlowComparison {
    private static final int BLOCK_WORDS = 4096;

    private final Offences offences;
    private final FaultTally byFault;
    private final long[] attempted = new long[BLOCK_WORDS];
    private final long[] acknowledged = new long[BLOCK_WORDS];
    private final long[] rejected = new long[BLOCK_WORDS];
    private final long[] received = new long[BLOCK_WORDS];
    private final long[] twice = new long[BLOCK_WORDS];
    private final long[] consumed = new long[BLOCK_WORDS];
    private final long[] dead = new long[BLOCK_WORDS];
    private final long[] redelivered = new long[BLOCK_WORDS];
    private final long[] failed = new long[BLOCK_WORDS];
    private final long[] secondAttempts = new long[BLOCK_WORDS];
    private final long[] ofThread = new long[BLOCK_WORDS];

    /**
     * The sets that are compared.
     *
     * @param attemptedKnown whether the attempted ledger could be read; otherwise nothing is called unexpected
     * @param received one for each thread that received
     * @param consumed one for each thread that saw acknowledgements return
     * @param dead what threads of processes that died had received
     * @param receivedTwice ids that one thread received more than once
     * @param redelivered ids the broker said it redelivered
     * @param failed ids whose handling failed on purpose
     * @param secondAttempts ids that arrived as a producer's second attempt
     */
    record Sets(
            boolean attemptedKnown,
            SequenceSet attempted,
            SequenceSet acknowledged,
            SequenceSet rejected,
            List<SequenceSet> received,
            List<SequenceSet> consumed,
            List<SequenceSet> dead,
            SequenceSet receivedTwice,
            SequenceSet redelivered,
            SequenceSet failed,
            SequenceSet secondAttempts) {
        long words() {
            return Stream.concat(Stream.of(attempted, acknowledged, rejected), received.stream())
                    .mapToLong(SequenceSet::words)
                    .max()
                    .orElse(0);
        }
    }

    FlowComparison(Offences offences, FaultTally byFault) {
        this.offences = offences;
        this.byFault = byFault;
    }

    /** Adds what it finds to the subscription's tally and to the offences. */
    void compare(Subscription at, int producer, Sets sets, SubscriptionTally tally) {
        long words = sets.words();
        for (long first = 0; first < words; first += BLOCK_WORDS) {
            load(sets, first);
            for (int i = 0; i < BLOCK_WORDS; i++) {
                if ((attempted[i] | acknowledged[i] | received[i]) != 0) {
                    judgeArrivals(at, producer, i, first + i, tally);
                    judgeStrays(at, producer, i, first + i, sets.attemptedKnown(), tally);
                    judgeDuplicates(at, producer, i, first + i, tally);
                    byFault.add(producer, first + i, eventful(i));
                }
            }
        }
    }

    private void load(Sets sets, long first) {
        sets.attempted().words(first, attempted);
        sets.acknowledged().words(first, acknowledged);
        sets.rejected().words(first, rejected);
        sets.redelivered().words(first, redelivered);
        sets.failed().words(first, failed);
        sets.secondAttempts().words(first, secondAttempts);
        sets.receivedTwice().words(first, twice);
        Arrays.fill(received, 0);
        for (SequenceSet one : sets.received()) {
            one.words(first, ofThread);
            for (int i = 0; i < BLOCK_WORDS; i++) {
                twice[i] |= received[i] & ofThread[i];
                received[i] |= ofThread[i];
            }
        }
        unite(sets.consumed(), first, consumed);
        unite(sets.dead(), first, dead);
    }

    private void unite(List<SequenceSet> sets, long first, long[] into) {
        Arrays.fill(into, 0);
        for (SequenceSet one : sets) {
            one.words(first, ofThread);
            for (int i = 0; i < BLOCK_WORDS; i++) {
                into[i] |= ofThread[i];
            }
        }
    }

    private void judgeArrivals(Subscription at, int producer, int i, long index, SubscriptionTally tally) {
        long there = received[i];
        tally.attempted += Long.bitCount(attempted[i]);
        tally.acknowledged += Long.bitCount(acknowledged[i]);
        tally.distinct += Long.bitCount(there);
        tally.consumed += Long.bitCount(consumed[i]);
        tally.unconsumed += Long.bitCount(acknowledged[i] & there & ~consumed[i] & ~dead[i]);
        tally.gaveUp += Long.bitCount(there & failed[i] & ~consumed[i]);
        long missing = acknowledged[i] & ~there;
        tally.missing += Long.bitCount(missing);
        offences.missing.addWord(at, producer, index, missing);
        long indeterminate = attempted[i] & ~acknowledged[i] & ~rejected[i];
        tally.indeterminateArrived += Long.bitCount(indeterminate & there);
        tally.indeterminateMissing += Long.bitCount(indeterminate & ~there);
    }

    /** What is counted for each fault. */
    private FaultTally.Words eventful(int i) {
        long indeterminate = attempted[i] & ~acknowledged[i] & ~rejected[i];
        return new FaultTally.Words(
                acknowledged[i] & ~received[i],
                indeterminate & received[i],
                indeterminate & ~received[i],
                twice[i],
                redelivered[i] & received[i]);
    }

    private void judgeStrays(
            Subscription at, int producer, int i, long index, boolean attemptedKnown, SubscriptionTally tally) {
        if (attemptedKnown) {
            long unexpected = received[i] & ~attempted[i];
            tally.unexpected += Long.bitCount(unexpected);
            offences.unexpected.addWord(at, producer, index, unexpected);
            tally.acknowledgedNotAttempted += Long.bitCount(acknowledged[i] & ~attempted[i]);
        }
        long refused = received[i] & rejected[i];
        tally.rejectedButReceived += Long.bitCount(refused);
        offences.rejectedButReceived.addWord(at, producer, index, refused);
    }

    private void judgeDuplicates(Subscription at, int producer, int i, long index, SubscriptionTally tally) {
        long duplicates = twice[i];
        offences.duplicated.addWord(at, producer, index, duplicates);
        long unexplained = duplicates & ~secondAttempts[i];
        tally.duplicatedBySecondAttempt += Long.bitCount(duplicates & secondAttempts[i]);
        long excused = dead[i] | redelivered[i] | failed[i];
        tally.duplicatedByRedelivery += Long.bitCount(unexplained & excused);
        tally.duplicatedUnexplained += Long.bitCount(unexplained & ~excused);
    }
}
