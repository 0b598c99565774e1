package queuelab.exchange.transport.thread;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import queuelab.exchange.transport.SendListener;
import queuelab.exchange.transport.SendMode;
import queuelab.exchange.transport.Sender;
import queuelab.exchange.transport.TransportException;
import queuelab.exchange.transport.peer.Unconfirmed;

/**
 * Hands over references. Owned by its producer thread; the receiving thread confirms. No payload is copied but once for each of the
 * {@code inFlight} letters, and nothing is allocated after that. The queue has a lock, {@link ArrayBlockingQueue}'s: one without would
 * allocate a node for each message.
 */
final class ThreadSender implements Sender {
    private final Handover handover;
    private final boolean blocking;
    private final Letter[] letters;
    private final ArrayBlockingQueue<Letter> queue;
    private final Unconfirmed unconfirmed;
    private int next;

    ThreadSender(Handover handover, SendMode mode, int inFlight, SendListener listener) throws TransportException {
        this.handover = handover;
        this.blocking = mode == SendMode.BLOCKING;
        this.letters = new Letter[inFlight];
        for (int i = 0; i < inFlight; i++) {
            letters[i] = new Letter();
        }
        this.queue = new ArrayBlockingQueue<>(inFlight);
        this.unconfirmed = new Unconfirmed(inFlight, listener);
        handover.bring(new Handover.Sending(queue, unconfirmed));
    }

    @Override
    public void send(byte[] body, int length, long sequence, Stamping stamping) throws TransportException {
        unconfirmed.awaitPlace();
        Letter letter = letters[next];
        next = next + 1 == letters.length ? 0 : next + 1;
        unconfirmed.add(sequence, stamping.stamp(letter.filledFrom(body, length), sequence));
        queue.add(letter);
        if (blocking) {
            unconfirmed.awaitAll();
        }
    }

    @Override
    public void commit() {}

    @Override
    public boolean awaitConfirmations(Duration deadline) throws TransportException {
        return unconfirmed.awaitAll(deadline);
    }

    @Override
    public void close() {
        unconfirmed.close();
        handover.senderLeaves();
    }
}
