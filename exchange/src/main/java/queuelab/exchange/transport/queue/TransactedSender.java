package queuelab.exchange.transport.queue;

import jakarta.jms.JMSException;
import java.time.Duration;
import java.util.Arrays;
import queuelab.exchange.message.LabClock;
import queuelab.exchange.transport.SendListener;
import queuelab.exchange.transport.Sender;
import queuelab.exchange.transport.TransportException;

/** Sends in transactions, which the producer thread that owns it ends. Only the commit waits for the broker. */
final class TransactedSender implements Sender {
    private final Outlet outlet;
    private final SendListener listener;
    /** The open transaction's messages. */
    private long[] sequences = new long[64];

    private long[] sentNanos = new long[64];
    private int count;

    TransactedSender(Outlet outlet, SendListener listener) {
        this.outlet = outlet;
        this.listener = listener;
    }

    @Override
    public void send(byte[] body, int length, long sequence, Stamping stamping) throws TransportException {
        long sent = stamping.stamp(body, sequence);
        try {
            outlet.send(body, length, sequence);
        } catch (JMSException | RuntimeException e) {
            if (!Rejection.proven(e)) {
                throw outlet.broken("sending to", e);
            }
            listener.rejected(sequence, Rejection.reason(e));
            return;
        }
        if (count == sequences.length) {
            sequences = Arrays.copyOf(sequences, 2 * count);
            sentNanos = Arrays.copyOf(sentNanos, 2 * count);
        }
        sequences[count] = sequence;
        sentNanos[count] = sent;
        count++;
    }

    @Override
    public void commit() throws TransportException {
        if (count == 0) {
            return;
        }
        try {
            outlet.commit();
            long committedNanos = LabClock.nanoTime();
            for (int i = 0; i < count; i++) {
                listener.acknowledged(sequences[i], sentNanos[i], committedNanos);
            }
        } catch (JMSException e) {
            if (Rejection.answerLost(e) && outlet.connection().reconnects()) {
                return; // neither acknowledged nor rejected
            }
            if (!Rejection.proven(e)) {
                throw outlet.broken("committing to", e);
            }
            rejectAll(Rejection.reason(e));
        } finally {
            count = 0;
        }
    }

    @Override
    public boolean awaitConfirmations(Duration deadline) {
        return count == 0;
    }

    /** What was not committed is rejected: even if the connection is gone, the broker cannot have taken it. */
    @Override
    public void close() throws TransportException {
        if (count > 0) {
            rejectAll("rolled back: closed before the commit");
            count = 0;
        }
        outlet.close(); // and with it the transaction
    }

    private void rejectAll(String reason) {
        for (int i = 0; i < count; i++) {
            listener.rejected(sequences[i], reason);
        }
    }
}
