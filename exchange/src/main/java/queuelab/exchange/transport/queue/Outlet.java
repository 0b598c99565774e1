package queuelab.exchange.transport.queue;

import jakarta.jms.BytesMessage;
import jakarta.jms.CompletionListener;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.concurrent.locks.LockSupport;
import org.apache.activemq.artemis.api.core.Message;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.transport.QueueSpec;
import queuelab.exchange.transport.Transport.Sending;
import queuelab.exchange.transport.TransportException;

/** The session and producer of one producer thread, which owns them. */
final class Outlet implements AutoCloseable {
    /** Between two attempts to send while the client reconnects. */
    private static final long AGAIN_NANOS = 10_000_000;

    private final ClientConnection connection;
    private final String address;
    private final Session session;
    private final MessageProducer producer;
    private final int producerId;
    private final boolean duplicateDetection;

    private Outlet(
            ClientConnection connection, String address, Session session, MessageProducer producer, Sending sending) {
        this.connection = connection;
        this.address = address;
        this.session = session;
        this.producer = producer;
        this.producerId = sending.producer();
        this.duplicateDetection = sending.duplicateDetection();
    }

    static Outlet open(ClientConnection connection, QueueSpec spec, Sending sending) throws TransportException {
        QueueSpec.Queue queue = spec.queues().get(sending.queue());
        try {
            Session session = connection.openSession(
                    sending.transacted() ? Session.SESSION_TRANSACTED : Session.AUTO_ACKNOWLEDGE);
            for (String subscription : queue.subscriptions()) {
                connection.requireQueue(session, subscription);
            }
            Destination destination =
                    queue.multicast() ? session.createTopic(queue.address()) : session.createQueue(queue.address());
            MessageProducer producer = session.createProducer(destination);
            producer.setDeliveryMode(spec.durable() ? DeliveryMode.PERSISTENT : DeliveryMode.NON_PERSISTENT);
            producer.setDisableMessageID(true); // 16 bytes a message that nothing here reads
            producer.setDisableMessageTimestamp(true); // the stamp has better ones
            return new Outlet(connection, queue.address(), session, producer, sending);
        } catch (JMSException e) {
            throw new TransportException(
                    "cannot send to " + queue.address() + " at " + connection.url() + ": " + e.getMessage(), e);
        }
    }

    ClientConnection connection() {
        return connection;
    }

    /** Sends and waits for the broker's answer, unless the session is transacted. */
    void send(byte[] body, int length, long sequence) throws JMSException {
        deliver(message(body, length, sequence), null);
    }

    /** Sends; the broker's answer goes to the listener. */
    void send(byte[] body, int length, long sequence, CompletionListener listener) throws JMSException {
        deliver(message(body, length, sequence), listener);
    }

    /** Sends a request; the broker's refusal, if it does, goes to the listener. */
    void request(byte[] body, int length, Destination replyTo, String name, CompletionListener listener)
            throws JMSException {
        BytesMessage message = session.createBytesMessage();
        message.writeBytes(body, 0, length);
        message.setJMSReplyTo(replyTo);
        message.setJMSCorrelationID(name);
        deliver(message, listener);
    }

    void commit() throws JMSException {
        session.commit();
    }

    TransportException broken(String doing, Exception e) {
        return new TransportException(
                doing + " " + address + " at " + connection.url() + " failed: " + Rejection.reason(e), e);
    }

    @Override
    public void close() throws TransportException {
        try {
            session.close();
        } catch (JMSException e) {
            if (!connection.failed()) {
                throw broken("closing the sender to", e);
            }
        }
    }

    /** Sends, and again while the client says that it is finding its broker again, in which case it sent nothing. */
    private void deliver(BytesMessage message, @Nullable CompletionListener listener) throws JMSException {
        while (true) {
            try {
                if (listener == null) {
                    producer.send(message);
                } else {
                    producer.send(message, listener);
                }
                return;
            } catch (JMSException e) {
                if (!Rejection.reconnecting(e)
                        || connection.failed()
                        || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                LockSupport.parkNanos(AGAIN_NANOS);
            }
        }
    }

    private BytesMessage message(byte[] body, int length, long sequence) throws JMSException {
        BytesMessage message = session.createBytesMessage();
        message.writeBytes(body, 0, length);
        if (duplicateDetection) {
            message.setStringProperty(Message.HDR_DUPLICATE_DETECTION_ID.toString(), producerId + "-" + sequence);
        }
        return message;
    }
}
