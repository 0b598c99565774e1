package queuelab.supervisor.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import queuelab.supervisor.analysis.TrialResult.Example;
import queuelab.supervisor.analysis.TrialResult.Offence;

/** Counts messages that went astray in one way and keeps the first few of them. */
final class Examples {
    static final int KEPT = 100;
    private static final int QUOTED = 5;

    private final String kind;
    private final List<Example> kept = new ArrayList<>();
    private long count;

    Examples(String kind) {
        this.kind = kind;
    }

    void add(Subscription at, int producer, long sequence) {
        count++;
        keep(at, producer, sequence);
    }

    /** Adds every set bit of a word of a bitmap. */
    void addWord(Subscription at, int producer, long index, long word) {
        count += Long.bitCount(word);
        for (long left = word; left != 0 && kept.size() < KEPT; left &= left - 1) {
            keep(at, producer, (index << 6) + Long.numberOfTrailingZeros(left));
        }
    }

    private void keep(Subscription at, int producer, long sequence) {
        if (kept.size() < KEPT) {
            kept.add(new Example(at.queue(), at.copy(), producer, sequence));
        }
    }

    boolean any() {
        return count > 0;
    }

    Offence offence(long exactly) {
        return new Offence(kind, exactly, kept);
    }

    Offence offence() {
        return offence(count);
    }

    /** {@code (for example 0:17, 1:4; producer:sequence)} of one subscription, or nothing where none was kept. */
    String quoted(Subscription at) {
        String ids = kept.stream()
                .filter(example -> example.queue() == at.queue() && example.copy() == at.copy())
                .limit(QUOTED)
                .map(example -> example.producer() + ":" + example.sequence())
                .collect(Collectors.joining(", "));
        return ids.isEmpty() ? "" : " (producer:sequence " + ids + (count > QUOTED ? ", …)" : ")");
    }
}
