package queuelab.exchange.transport.queue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.transport.AckMode;
import queuelab.exchange.transport.QueueSpec;
import queuelab.exchange.transport.Receiver;
import queuelab.exchange.transport.RpcQueueSpec;
import queuelab.exchange.transport.SendListener;
import queuelab.exchange.transport.Sender;
import queuelab.exchange.transport.Transport;
import queuelab.exchange.transport.TransportException;

/**
 * Carries messages over a broker's queues: one JMS connection for all threads of a process, one session for each. The broker is
 * reached when the first sender or receiver is opened, because only then it is known whether confirmations are wanted. In AMQP each
 * receiver has a connection of its own, because Qpid's client can stop nothing smaller.
 */
public final class QueueTransport implements Transport {
    private final QueueSpec spec;
    private final Connecting connecting;
    /** Whether each message is a request that is answered. */
    private final boolean answered;
    /** A process needs one of them. */
    private final Map<Purpose, ClientConnection> connections = new EnumMap<>(Purpose.class);

    /** What was opened, the latest first. */
    private final Deque<Closing> opened = new ArrayDeque<>();

    private @Nullable QuietSettler settler;

    private QueueTransport(QueueSpec spec, Connecting connecting, boolean answered) {
        this.spec = spec;
        this.connecting = connecting;
        this.answered = answered;
    }

    /** Checks the options; connects to nothing yet. */
    public static QueueTransport open(QueueSpec spec) throws TransportException {
        return switch (spec.protocol()) {
            case CORE -> {
                var options = ConnectionOptions.of(spec);
                yield new QueueTransport(
                        spec,
                        purpose -> BrokerConnection.open(spec, options.forConnection(purpose == Purpose.SEND_ASYNC)),
                        false);
            }
            case AMQP ->
                new QueueTransport(spec, purpose -> AmqpConnection.open(spec, purpose == Purpose.SEND_BLOCKING), false);
        };
    }

    /** Requests and replies over the same queues; connects to nothing yet. */
    public static QueueTransport open(RpcQueueSpec spec) throws TransportException {
        var options = ConnectionOptions.of(spec.queues());
        return new QueueTransport(
                spec.queues(),
                purpose -> BrokerConnection.open(spec.queues(), options.forRequests(purpose == Purpose.SEND_ASYNC)),
                true);
    }

    @Override
    public Sender openSender(Sending sending, SendListener listener) throws TransportException {
        if (answered) {
            RequestSender sender = RequestSender.open(connection(Purpose.SEND_ASYNC), spec, sending, listener);
            opened.push(sender::close);
            return sender;
        }
        Outlet outlet = Outlet.open(connection(Purpose.of(sending)), spec, sending);
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
        QueueReceiver receiver = QueueReceiver.open(receiving(), spec, receiving, answered);
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

    private ClientConnection receiving() throws TransportException {
        return switch (spec.protocol()) {
            case CORE -> connection(Purpose.RECEIVE);
            case AMQP -> connect(Purpose.RECEIVE);
        };
    }

    private ClientConnection connection(Purpose purpose) throws TransportException {
        ClientConnection connection = connections.get(purpose);
        if (connection == null) {
            connection = connect(purpose);
            connections.put(purpose, connection);
        }
        return connection;
    }

    private ClientConnection connect(Purpose purpose) throws TransportException {
        ClientConnection connection = connecting.connect(purpose);
        opened.push(connection::close);
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

    /** What a connection is for: confirmations and waiting are settings of the whole of it. */
    private enum Purpose {
        SEND_ASYNC,
        SEND_BLOCKING,
        SEND_TRANSACTED,
        RECEIVE;

        static Purpose of(Sending sending) {
            if (sending.transacted()) {
                return SEND_TRANSACTED;
            }
            return switch (sending.send()) {
                case ASYNC -> SEND_ASYNC;
                case BLOCKING -> SEND_BLOCKING;
            };
        }
    }

    private interface Connecting {
        ClientConnection connect(Purpose purpose) throws TransportException;
    }

    private interface Closing {
        void close() throws TransportException;
    }
}
