package queuelab.supervisor.analysis;

import java.util.Arrays;
import org.roaringbitmap.longlong.Roaring64Bitmap;
import queuelab.exchange.recording.LedgerReader;

/** A set of sequence numbers that is read in blocks of 64-bit words: a ledger on disk, or one gathered from notes. */
interface SequenceSet {
    SequenceSet EMPTY = new SequenceSet() {
        @Override
        public long words() {
            return 0;
        }

        @Override
        public void words(long first, long[] into) {
            Arrays.fill(into, 0);
        }
    };

    /** What a ledger on disk holds. */
    static SequenceSet of(LedgerReader ledger) {
        return new SequenceSet() {
            @Override
            public long words() {
                return ledger.words();
            }

            @Override
            public void words(long first, long[] into) {
                ledger.words(first, into);
            }
        };
    }

    /** How many words hold something; those beyond are 0. */
    long words();

    /** Copies words {@code first …} into the array. */
    void words(long first, long[] into);

    /** Sequences named in notes: few and scattered, or many and dense; either way compressed. */
    final class Noted implements SequenceSet {
        private final Roaring64Bitmap sequences = new Roaring64Bitmap();

        void add(long sequence) {
            sequences.addLong(sequence);
        }

        @Override
        public long words() {
            return sequences.isEmpty() ? 0 : (sequences.last() >>> 6) + 1;
        }

        @Override
        public void words(long first, long[] into) {
            Arrays.fill(into, 0);
            long end = (first + into.length) << 6;
            var iterator = sequences.getLongIteratorFrom(first << 6);
            while (iterator.hasNext()) {
                long sequence = iterator.next();
                if (sequence >= end) {
                    return;
                }
                into[(int) ((sequence >>> 6) - first)] |= 1L << sequence;
            }
        }
    }
}
