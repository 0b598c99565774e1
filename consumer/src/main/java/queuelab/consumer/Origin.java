package queuelab.consumer;

import java.io.IOException;
import java.nio.file.Path;
import queuelab.exchange.control.ConsumerAssignment;
import queuelab.exchange.recording.LedgerKind;
import queuelab.exchange.recording.SequenceLedger;

/** What one consuming thread, which owns it, knows of one producer. */
final class Origin implements AutoCloseable {
    private final SequenceLedger received;
    private final SequenceLedger consumed;
    private long highest = -1;

    Origin(Path folder, int producer, ConsumerAssignment.Receiving receiving) throws IOException {
        int owner = receiving.consumer();
        received = SequenceLedger.create(
                folder, LedgerKind.RECEIVED, producer, receiving.queue(), receiving.copy(), owner);
        consumed = SequenceLedger.create(
                folder, LedgerKind.CONSUMED, producer, receiving.queue(), receiving.copy(), owner);
    }

    /** Records a copy before it is acknowledged; false when this thread received that id before. */
    boolean receive(long sequence) {
        return received.add(sequence);
    }

    /** Records that the acknowledgement of a copy returned. */
    void consume(long sequence) {
        consumed.add(sequence);
    }

    /** The highest sequence so far, this one not included; −1 before the first. Takes this one into account. */
    long highestBefore(long sequence) {
        long before = highest;
        highest = Math.max(before, sequence);
        return before;
    }

    @Override
    public void close() throws IOException {
        received.close();
        consumed.close();
    }
}
