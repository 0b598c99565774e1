package queuelab.exchange.transport.queue;

import queuelab.exchange.transport.QueueSpec;
import queuelab.exchange.transport.Receiver;
import queuelab.exchange.transport.SendListener;
import queuelab.exchange.transport.Sender;
import queuelab.exchange.transport.Transport;
import queuelab.exchange.transport.TransportException;

/** One process's connection to the broker. */
public final class QueueTransport implements Transport {
    private final QueueSpec spec;

    private QueueTransport(QueueSpec spec) {
        this.spec = spec;
    }

    public static QueueTransport open(QueueSpec spec) throws TransportException {
        return new QueueTransport(spec);
    }

    @Override
    public Sender openSender(Sending sending, SendListener listener) throws TransportException {
        throw new TransportException("not built yet: " + spec, null);
    }

    @Override
    public Receiver openReceiver(Receiving receiving) throws TransportException {
        throw new TransportException("not built yet: " + spec, null);
    }

    @Override
    public void close() {}
}
