package queuelab.exchange.transport.queue;

import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.jms.ActiveMQJMSConstants;
import org.apache.activemq.artemis.jms.client.ActiveMQSession;
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
    private final BrokerConnection connection;
    private final String subscription;
    private final Receiving receiving;
    private final ActiveMQSession session;
    private final MessageConsumer consumer;
    private final Answering answering;
    /** Held by a thread, other than Artemis's, that uses the session. */
    private final Object sessionLock = new Object();

    private volatile @Nullable Delivery delivery;
    private Consumer<Throwable> failureListener = cause -> {};
    /** What the settling thread saw last time. */
    private long receivedBefore = -1;

    private boolean freeBefore;

    private QueueReceiver(
            BrokerConnection connection,
            String subscription,
            Receiving receiving,
            ActiveMQSession session,
            MessageConsumer consumer,
            Answering answering) {
        this.connection = connection;
        this.subscription = subscription;
        this.receiving = receiving;
        this.session = session;
        this.consumer = consumer;
        this.answering = answering;
    }

    /** @param answers whether each message is a request that is to be answered */
    static QueueReceiver open(BrokerConnection connection, QueueSpec spec, Receiving receiving, boolean answers)
            throws TransportException {
        QueueSpec.Queue queue = spec.queues().get(receiving.queue());
        String subscription = queue.subscriptions().get(receiving.copy());
        try {
            ActiveMQSession session = connection.openSession(sessionMode(receiving.ack()));
            // asked first, because the client would create what is missing, where the broker lets it
            if (!session.getCoreSession()
                    .queueQuery(SimpleString.of(subscription))
                    .isExists()) {
                throw new TransportException("there is no queue " + subscription + " at " + connection.url(), null);
            }
            // The connection is never started, only sessions are: so the broker hands nothing out before start().
            MessageConsumer consumer =
                    session.createConsumer(session.createQueue(queue.address() + "::" + subscription));
            Answering answering = answers ? Replies.on(session) : Answering.NOTHING;
            return new QueueReceiver(connection, subscription, receiving, session, consumer, answering);
        } catch (JMSException | ActiveMQException e) {
            throw new TransportException(
                    "cannot receive from " + subscription + " at " + connection.url() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void start(DeliveryListener listener) throws TransportException {
        Delivery started = new Delivery(session, receiving.ack(), receiving.commitEvery(), answering, listener);
        delivery = started;
        failureListener = started.turn()::breakOff;
        connection.onFailure(failureListener);
        try {
            consumer.setMessageListener(started);
            session.start();
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
                session.stop();
                if (!stopped.turn().beginWithin(deadline)) {
                    return stopped.turn().ended();
                }
                try {
                    consumer.close(); // after the acknowledgement that follows the last call
                    stopped.settle();
                    return true;
                } finally {
                    stopped.turn().endForGood();
                }
            } catch (JMSException | ActiveMQException e) {
                throw broken("stopping to receive from", e);
            }
        }
    }

    @Override
    public void close() throws TransportException {
        connection.forget(failureListener);
        synchronized (sessionLock) {
            try {
                session.close();
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
                session.stop();
                try {
                    if (quiet.turn().begin()) {
                        try {
                            quiet.settle();
                        } finally {
                            quiet.turn().end();
                        }
                    }
                } finally {
                    session.start();
                }
            } catch (JMSException | ActiveMQException | RuntimeException e) {
                quiet.turn().breakOff(e);
            }
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
