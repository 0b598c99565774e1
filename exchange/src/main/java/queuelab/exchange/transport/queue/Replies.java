package queuelab.exchange.transport.queue;

import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;

/** Answers requests on the session that received them, whose thread calls it. A reply is empty and never stored. */
final class Replies implements Answering {
    private final Session session;
    private final MessageProducer producer;

    private Replies(Session session, MessageProducer producer) {
        this.session = session;
        this.producer = producer;
    }

    static Replies on(Session session) throws JMSException {
        MessageProducer producer = session.createProducer(null);
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        producer.setDisableMessageID(true);
        producer.setDisableMessageTimestamp(true);
        return new Replies(session, producer);
    }

    @Override
    public void answer(Message request) throws JMSException {
        Destination replyTo = request.getJMSReplyTo();
        if (replyTo == null) {
            return; // not one of ours, which the listener will have said
        }
        Message reply = session.createMessage();
        reply.setJMSCorrelationID(request.getJMSCorrelationID());
        try {
            producer.send(replyTo, reply);
        } catch (InvalidDestinationException e) {
            // Whoever asked is gone, and its temporary queue with it: nobody waits for this reply.
        }
    }
}
