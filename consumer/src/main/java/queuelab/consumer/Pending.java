package queuelab.consumer;

import java.util.Arrays;

/** The copies that one thread received and whose acknowledgement has not returned. Allocates only to grow. */
final class Pending {
    private int[] producers = new int[64];
    private long[] sequences = new long[64];
    private long[] receivedNanos = new long[64];
    private boolean[] measured = new boolean[64];
    private int count;

    /** What is done with one of them. */
    @FunctionalInterface
    interface Copy {
        void take(int producer, long sequence, long receivedNanos, boolean measured);
    }

    void add(int producer, long sequence, long receivedAtNanos, boolean isMeasured) {
        if (count == sequences.length) {
            grow();
        }
        producers[count] = producer;
        sequences[count] = sequence;
        receivedNanos[count] = receivedAtNanos;
        measured[count] = isMeasured;
        count++;
    }

    /** Hands over all of them, in the order they came, and forgets them. */
    void settle(Copy copy) {
        for (int i = 0; i < count; i++) {
            copy.take(producers[i], sequences[i], receivedNanos[i], measured[i]);
        }
        count = 0;
    }

    /** Forgets all of them. */
    void forget() {
        count = 0;
    }

    private void grow() {
        int size = 2 * count;
        producers = Arrays.copyOf(producers, size);
        sequences = Arrays.copyOf(sequences, size);
        receivedNanos = Arrays.copyOf(receivedNanos, size);
        measured = Arrays.copyOf(measured, size);
    }
}
