package queuelab.exchange.transport.queue;

import jakarta.jms.JMSException;
import java.time.Duration;
import queuelab.exchange.message.LabClock;
import queuelab.exchange.transport.SendListener;
import queuelab.exchange.transport.Sender;
import queuelab.exchange.transport.TransportException;

/** Sends one message at a time and waits for the broker to confirm it. Owned by its producer thread. */
final class BlockingSender implements Sender {
    private final Outlet outlet;
    private final SendListener listener;

    BlockingSender(Outlet outlet, SendListener listener) {
        this.outlet = outlet;
        this.listener = listener;
    }

    @Override
    public void send(byte[] body, int length, long sequence, Stamping stamping) throws TransportException {
        long sentNanos = stamping.stamp(body, sequence);
        try {
            outlet.send(body, length, sequence);
        } catch (JMSException | RuntimeException e) {
            if (Rejection.answerLost(e) && outlet.connection().reconnects()) {
                return; // neither acknowledged nor rejected
            }
            if (!Rejection.proven(e)) {
                throw outlet.broken("sending to", e);
            }
            listener.rejected(sequence, Rejection.reason(e));
            return;
        }
        listener.acknowledged(sequence, sentNanos, LabClock.nanoTime());
    }

    @Override
    public void commit() {}

    @Override
    public boolean awaitConfirmations(Duration deadline) {
        return true;
    }

    @Override
    public void close() throws TransportException {
        outlet.close();
    }
}
