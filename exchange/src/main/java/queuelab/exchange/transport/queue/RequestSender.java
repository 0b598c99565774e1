package queuelab.exchange.transport.queue;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import java.time.Duration;
import queuelab.exchange.message.LabClock;
import queuelab.exchange.transport.QueueSpec;
import queuelab.exchange.transport.SendListener;
import queuelab.exchange.transport.SendMode;
import queuelab.exchange.transport.Sender;
import queuelab.exchange.transport.Transport.Sending;
import queuelab.exchange.transport.TransportException;

/**
 * Sends requests, each with the name of a temporary queue to which its reply goes; a message is acknowledged when its reply came. Owned by its
 * producer thread; replies come on Artemis's.
 */
final class RequestSender implements Sender {
    private final Outlet outlet;
    private final Session replies;
    private final TemporaryQueue replyTo;
    private final boolean blocking;
    private final Requests requests;

    private RequestSender(Outlet outlet, Session replies, TemporaryQueue replyTo, Sending sending, Requests requests) {
        this.outlet = outlet;
        this.replies = replies;
        this.replyTo = replyTo;
        this.blocking = sending.send() == SendMode.BLOCKING;
        this.requests = requests;
    }

    static RequestSender open(ClientConnection connection, QueueSpec spec, Sending sending, SendListener listener)
            throws TransportException {
        Outlet outlet = Outlet.open(connection, spec, sending);
        var requests = new Requests(sending.inFlight(), listener);
        try {
            Session replies = connection.openSession(Session.DUPS_OK_ACKNOWLEDGE);
            TemporaryQueue replyTo = replies.createTemporaryQueue();
            MessageConsumer consumer = replies.createConsumer(replyTo);
            consumer.setMessageListener(reply -> take(reply, requests));
            connection.hold(replies).start();
            connection.watch(requests);
            return new RequestSender(outlet, replies, replyTo, sending, requests);
        } catch (JMSException e) {
            throw outlet.broken("preparing for replies from", e);
        }
    }

    @Override
    public void send(byte[] body, int length, long sequence, Stamping stamping) throws TransportException {
        Requests.Request request = requests.take();
        String name = request.begin(sequence, stamping.stamp(body, sequence));
        try {
            outlet.request(body, length, replyTo, name, request);
        } catch (JMSException | RuntimeException e) {
            if (!Rejection.proven(e)) {
                throw outlet.broken("sending to", e);
            }
            request.refused(e);
        }
        if (blocking) {
            requests.awaitAll(Duration.ofNanos(Long.MAX_VALUE));
        }
    }

    @Override
    public void commit() {}

    @Override
    public boolean awaitConfirmations(Duration deadline) throws TransportException {
        return requests.awaitAll(deadline);
    }

    @Override
    public void close() throws TransportException {
        outlet.connection().forget(requests);
        try {
            replies.close(); // the connection's end deletes the temporary queue
            outlet.close();
        } catch (JMSException e) {
            if (!outlet.connection().failed()) {
                throw outlet.broken("closing the replies from", e);
            }
        } finally {
            requests.close();
        }
    }

    private static void take(Message reply, Requests requests) {
        long repliedNanos = LabClock.nanoTime();
        try {
            requests.replied(reply.getJMSCorrelationID(), repliedNanos);
        } catch (JMSException e) {
            requests.connectionLost(e);
        }
    }
}
