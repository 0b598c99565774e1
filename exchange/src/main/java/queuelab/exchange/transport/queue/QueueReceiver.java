package queuelab.exchange.transport.queue;

import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.time.Duration;
import org.apache.activemq.artemis.api.jms.ActiveMQJMSConstants;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.transport.AckMode;
import queuelab.exchange.transport.DeliveryListener;
import queuelab.exchange.transport.QueueSpec;
import queuelab.exchange.transport.Receiver;
import queuelab.exchange.transport.Transport.Receiving;
import queuelab.exchange.transport.TransportException;

/**
 * Receives from one subscription through a JMS listener, on a session of its own.
 *
 * <p>The session belongs to Artemis's thread that brings the messages. Others (the receiver's owner, the {@link QuietSettler}) use
 * it one at a time, and only once they have stopped it.
 */
final class QueueReceiver implements Receiver {
    private static final Duration SETTLING = Duration.ofSeconds(10);

    private final ClientConnection connection;
    private final String subscription;
    private final Receiving receiving;
    private final Hold hold;
    private final Queue source;
    /** Opened late where the client would fetch messages for it before it is started. */
    private @Nullable MessageConsumer consumer;

    private final Answering answering;
    /** Held by a thread, other than Artemis's, that uses the session. */
    private final Object sessionLock = new Object();

    private volatile @Nullable Delivery delivery;
    private ConnectionListener connectionListener = cause -> {};
    /** What the settling thread saw last time. */
    private long receivedBefore = -1;

    private boolean freeBefore;

    private QueueReceiver(
            ClientConnection connection,
            String subscription,
            Receiving receiving,
            Hold hold,
            Queue source,
            @Nullable MessageConsumer consumer,
            Answering answering) {
        this.connection = connection;
        this.subscription = subscription;
        this.receiving = receiving;
        this.hold = hold;
        this.source = source;
        this.consumer = consumer;
        this.answering = answering;
    }

    /** @param answers whether each message is a request that is to be answered */
    static QueueReceiver open(ClientConnection connection, QueueSpec spec, Receiving receiving, boolean answers)
            throws TransportException {
        QueueSpec.Queue queue = spec.queues().get(receiving.queue());
        String subscription = queue.subscriptions().get(receiving.copy());
        try {
            Session session = connection.openSession(sessionMode(receiving.ack()));
            connection.requireQueue(session, subscription);
            // Nothing is started yet: so the broker hands nothing out before start().
            Queue source = session.createQueue(queue.address() + "::" + subscription);
            MessageConsumer consumer = session.createConsumer(source);
            if (connection.fetchesBeforeTheStart()) {
                consumer.close(); // it could be opened, which is all there is to know now
                consumer = null;
            }
            Answering answering = answers ? new Replies(session) : Answering.NOTHING;
            return new QueueReceiver(
                    connection, subscription, receiving, connection.hold(session), source, consumer, answering);
        } catch (JMSException e) {
            throw new TransportException(
                    "cannot receive from " + subscription + " at " + connection.url() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void start(DeliveryListener listener) throws TransportException {
        Delivery started = new Delivery(hold, receiving.ack(), receiving.commitEvery(), answering, listener);
        delivery = started;
        connectionListener = started.turn()::breakOff;
        connection.watch(connectionListener);
        try {
            MessageConsumer starting = consumer == null ? hold.session().createConsumer(source) : consumer;
            consumer = starting;
            starting.setMessageListener(started);
            hold.start();
        } catch (JMSException e) {
            throw broken("starting to receive from", e);
        }
    }

    @Override
    public boolean stop(Duration deadline) throws TransportException {
        Delivery stopped = delivery;
        if (stopped == null || stopped.turn().ended()) {
            return true;
        }
        synchronized (sessionLock) {
            try {
                if (!hold.stop(deadline) || !stopped.turn().beginWithin(deadline)) {
                    return stopped.turn().ended();
                }
                try {
                    if (consumer != null) {
                        consumer.close(); // after the acknowledgement that follows the last call
                    }
                    stopped.settle();
                    return true;
                } finally {
                    stopped.turn().endForGood();
                }
            } catch (JMSException e) {
                throw broken("stopping to receive from", e);
            }
        }
    }

    @Override
    public void close() throws TransportException {
        connection.forget(connectionListener);
        synchronized (sessionLock) {
            try {
                hold.session().close();
            } catch (JMSException e) {
                if (!connection.failed()) {
                    throw broken("closing the receiver of", e);
                }
            } finally {
                Delivery closed = delivery;
                if (closed != null) {
                    closed.turn().endForGood();
                }
            }
        }
    }

    /** Settles if nothing came since the last time this was called and something is left to settle. Settling thread only. */
    void settleIfQuiet() {
        Delivery watched = delivery;
        if (watched == null) {
            return;
        }
        boolean free = watched.turn().free(); // read first: makes what follows as fresh as the end of the last turn
        boolean quiet = free && freeBefore && watched.received() == receivedBefore;
        freeBefore = free;
        receivedBefore = watched.received();
        if (quiet && watched.unsettled() > 0) {
            settle(watched);
        }
    }

    private void settle(Delivery quiet) {
        synchronized (sessionLock) {
            if (quiet.turn().ended()) {
                return;
            }
            try {
                if (!hold.stop(SETTLING)) {
                    return; // it is not quiet after all
                }
                try {
                    if (quiet.turn().begin()) {
                        try {
                            quiet.settle();
                        } finally {
                            quiet.turn().end();
                        }
                    }
                } finally {
                    hold.start();
                }
            } catch (JMSException e) {
                goOnAfter(e, quiet);
            } catch (RuntimeException e) {
                quiet.turn().breakOff(e);
            }
        }
    }

    private static void goOnAfter(JMSException failure, Delivery quiet) {
        if (!quiet.turn().beginWithin(SETTLING)) {
            quiet.turn().breakOff(failure);
            return;
        }
        Throwable cause = null;
        try {
            quiet.goOnAfter(failure);
        } catch (JMSException | RuntimeException e) {
            cause = e;
        } finally {
            quiet.turn().end();
        }
        if (cause != null) {
            quiet.turn().breakOff(cause);
        }
    }

    private TransportException broken(String doing, Exception e) {
        return new TransportException(
                doing + " " + subscription + " at " + connection.url() + " failed: " + e.getMessage(), e);
    }

    private static int sessionMode(AckMode mode) {
        return switch (mode) {
            case AUTO -> Session.AUTO_ACKNOWLEDGE;
            case CLIENT -> Session.CLIENT_ACKNOWLEDGE;
            case DUPS_OK -> Session.DUPS_OK_ACKNOWLEDGE;
            case INDIVIDUAL -> ActiveMQJMSConstants.INDIVIDUAL_ACKNOWLEDGE;
            case PRE -> ActiveMQJMSConstants.PRE_ACKNOWLEDGE;
            case TRANSACTED -> Session.SESSION_TRANSACTED;
        };
    }
}
