package queuelab.exchange.transport.queue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.transport.AckMode;
import queuelab.exchange.transport.QueueSpec;
import queuelab.exchange.transport.Receiver;
import queuelab.exchange.transport.RpcQueueSpec;
import queuelab.exchange.transport.SendListener;
import queuelab.exchange.transport.SendMode;
import queuelab.exchange.transport.Sender;
import queuelab.exchange.transport.Transport;
import queuelab.exchange.transport.TransportException;

/**
 * Carries messages over a broker's queues: one JMS connection for all threads of a process, one session for each. The broker is
 * reached when the first sender or receiver is opened, because only then it is known whether confirmations are wanted.
 */
public final class QueueTransport implements Transport {
    private final QueueSpec spec;
    private final ConnectionOptions options;
    /** Whether each message is a request that is answered. */
    private final boolean answered;
    /** By whether they carry confirmed asynchronous sends; a process needs one or the other. */
    private final Map<Boolean, BrokerConnection> connections = new HashMap<>();

    /** What was opened, the latest first. */
    private final Deque<Closing> opened = new ArrayDeque<>();

    private @Nullable QuietSettler settler;

    private QueueTransport(QueueSpec spec, ConnectionOptions options, boolean answered) {
        this.spec = spec;
        this.options = options;
        this.answered = answered;
    }

    /** Checks the options; connects to nothing yet. */
    public static QueueTransport open(QueueSpec spec) throws TransportException {
        return switch (spec.protocol()) {
            case CORE -> new QueueTransport(spec, ConnectionOptions.of(spec), false);
            case AMQP -> throw new TransportException("protocol amqp is not built yet", null);
        };
    }

    /** Requests and replies over the same queues; connects to nothing yet. */
    public static QueueTransport open(RpcQueueSpec spec) throws TransportException {
        return new QueueTransport(spec.queues(), ConnectionOptions.of(spec.queues()), true);
    }

    @Override
    public Sender openSender(Sending sending, SendListener listener) throws TransportException {
        if (answered) {
            RequestSender sender = RequestSender.open(connection(true), spec, sending, listener);
            opened.push(sender::close);
            return sender;
        }
        boolean confirming = !sending.transacted() && sending.send() == SendMode.ASYNC;
        Outlet outlet = Outlet.open(connection(confirming), spec, sending);
        Sender sender = sending.transacted()
                ? new TransactedSender(outlet, listener)
                : switch (sending.send()) {
                    case ASYNC -> new AsyncSender(outlet, sending.inFlight(), listener);
                    case BLOCKING -> new BlockingSender(outlet, listener);
                };
        opened.push(sender::close);
        return sender;
    }

    @Override
    public Receiver openReceiver(Receiving receiving) throws TransportException {
        QueueReceiver receiver = QueueReceiver.open(connection(false), spec, receiving, answered);
        opened.push(receiver::close);
        if (leavesBatchesOpen(receiving.ack())) {
            settler().watch(receiver);
        }
        return receiver;
    }

    @Override
    public void close() throws TransportException {
        @Nullable TransportException first = null;
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (TransportException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private BrokerConnection connection(boolean confirming) throws TransportException {
        BrokerConnection connection = connections.get(confirming);
        if (connection == null) {
            connection = BrokerConnection.open(
                    spec, answered ? options.forRequests(confirming) : options.forConnection(confirming));
            connections.put(confirming, connection);
            opened.push(connection::close);
        }
        return connection;
    }

    private QuietSettler settler() {
        if (settler == null) {
            settler = new QuietSettler();
            opened.push(settler::close);
        }
        return settler;
    }

    private static boolean leavesBatchesOpen(AckMode mode) {
        return switch (mode) {
            case CLIENT, DUPS_OK, TRANSACTED -> true;
            case AUTO, INDIVIDUAL, PRE -> false;
        };
    }

    private interface Closing {
        void close() throws TransportException;
    }
}
