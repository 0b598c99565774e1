package queuelab.exchange.transport;

import queuelab.exchange.transport.queue.QueueTransport;

/** Opens the transport that a specification describes. */
public final class Transports {
    private Transports() {}

    /**
     * Opens a transport. Its options are checked here; what carries the messages may be reached only by
     * {@link Transport#openSender} or {@link Transport#openReceiver}, because the two directions may need different connections.
     *
     * @throws TransportException when the specification cannot be met
     */
    public static Transport open(TransportSpec spec) throws TransportException {
        return switch (spec) {
            case QueueSpec queue -> QueueTransport.open(queue);
        };
    }
}
