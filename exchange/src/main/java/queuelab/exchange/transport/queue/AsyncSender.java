package queuelab.exchange.transport.queue;

import jakarta.jms.JMSException;
import java.time.Duration;
import queuelab.exchange.transport.SendListener;
import queuelab.exchange.transport.Sender;
import queuelab.exchange.transport.TransportException;

/** Sends without waiting, up to a number of unconfirmed messages. Owned by its producer thread; answers come on Artemis's. */
final class AsyncSender implements Sender {
    private final Outlet outlet;
    private final InFlight inFlight;

    AsyncSender(Outlet outlet, int limit, SendListener listener) {
        this.outlet = outlet;
        this.inFlight = new InFlight(limit, listener);
        outlet.connection().watch(inFlight);
    }

    @Override
    public void send(byte[] body, int length, long sequence, Stamping stamping) throws TransportException {
        InFlight.Slot slot = inFlight.take();
        slot.begin(sequence, stamping.stamp(body, sequence));
        try {
            outlet.send(body, length, sequence, slot);
        } catch (JMSException | RuntimeException e) {
            if (!Rejection.proven(e)) {
                throw outlet.broken("sending to", e);
            }
            slot.refused(e);
        }
    }

    @Override
    public void commit() {}

    @Override
    public boolean awaitConfirmations(Duration deadline) throws TransportException {
        return inFlight.awaitAll(deadline);
    }

    @Override
    public void close() throws TransportException {
        outlet.connection().forget(inFlight);
        try {
            outlet.close();
        } finally {
            inFlight.close(); // Artemis may still hold answers for its threads to bring
        }
    }
}
