package queuelab.supervisor.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import queuelab.supervisor.analysis.Happened.Messages;

/**
 * What became of messages, for each fault of a trial. A message belongs to the first fault that was not yet mended when it was sent: that is the first it can
 * have met. Sequences are dense, so how many messages each producer had sent by then says which ones those were.
 */
final class FaultTally {
    private final List<FaultSpan> faults;
    private final List<Count> counts = new ArrayList<>();

    /** 64 sequences of one producer, a bit each, for each thing that is counted. */
    record Words(long lost, long arrived, long missing, long duplicated, long redelivered) {
        boolean isEmpty() {
            return (lost | arrived | missing | duplicated | redelivered) == 0;
        }
    }

    private static final class Count {
        private boolean known;
        private long lost;
        private long arrived;
        private long missing;
        private long duplicated;
        private long redelivered;
    }

    /** @param faults in order */
    FaultTally(List<FaultSpan> faults) {
        this.faults = List.copyOf(faults);
        boolean known = true;
        for (FaultSpan fault : faults) {
            // Where it is not known of one, nobody can say which of the messages after the one before belong to it.
            known &= fault.sentUntilMended(0).isPresent();
            var count = new Count();
            count.known = known;
            counts.add(count);
        }
    }

    List<FaultSpan> faults() {
        return faults;
    }

    /** Adds the sequences from {@code 64 × index} on. */
    void add(int producer, long index, Words words) {
        if (faults.isEmpty() || words.isEmpty()) {
            return;
        }
        long from = 0;
        for (int i = 0; i < counts.size(); i++) {
            OptionalLong until = faults.get(i).sentUntilMended(producer);
            if (until.isEmpty()) {
                return;
            }
            add(words, between(index, from, until.getAsLong()), counts.get(i));
            from = Math.max(from, until.getAsLong());
        }
    }

    private static void add(Words words, long mask, Count count) {
        count.lost += Long.bitCount(words.lost & mask);
        count.arrived += Long.bitCount(words.arrived & mask);
        count.missing += Long.bitCount(words.missing & mask);
        count.duplicated += Long.bitCount(words.duplicated & mask);
        count.redelivered += Long.bitCount(words.redelivered & mask);
    }

    /** Those bits of a word whose sequences are at least {@code from} and less than {@code until}. */
    private static long between(long index, long from, long until) {
        return below(until - (index << 6)) & ~below(from - (index << 6));
    }

    private static long below(long bits) {
        return bits <= 0 ? 0 : bits >= Long.SIZE ? -1 : (1L << bits) - 1;
    }

    /** Of the fault with this number, from 0; null where that is not on record. */
    @Nullable
    Messages messages(int fault) {
        Count count = counts.get(fault);
        return count.known
                ? new Messages(count.lost, count.arrived, count.missing, count.duplicated, count.redelivered)
                : null;
    }
}
