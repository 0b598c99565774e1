package queuelab.exchange.transport.queue;

import jakarta.jms.DeliveryMode;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.HashMap;
import java.util.Map;

/**
 * Answers requests on the session that received them, whose thread calls it. A reply is empty and never stored.
 *
 * <p>It keeps a producer for each temporary queue, one for each thread that asks: a producer without a destination of its own asks the broker
 * about the destination of every message, and waits for the answer.
 */
final class Replies implements Answering {
    private final Session session;
    private final Map<String, MessageProducer> producers = new HashMap<>();

    Replies(Session session) {
        this.session = session;
    }

    @Override
    public void answer(Message request) throws JMSException {
        if (!(request.getJMSReplyTo() instanceof Queue replyTo)) {
            return; // not one of ours, which the listener will have said
        }
        try {
            Message reply = session.createMessage();
            reply.setJMSCorrelationID(request.getJMSCorrelationID());
            producer(replyTo).send(reply);
        } catch (InvalidDestinationException e) {
            // Whoever asked is gone, and its temporary queue with it: nobody waits for this reply.
            producers.remove(replyTo.getQueueName());
        }
    }

    private MessageProducer producer(Queue replyTo) throws JMSException {
        MessageProducer known = producers.get(replyTo.getQueueName());
        if (known != null) {
            return known;
        }
        MessageProducer producer = session.createProducer(replyTo);
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        producer.setDisableMessageID(true);
        producer.setDisableMessageTimestamp(true);
        producers.put(replyTo.getQueueName(), producer);
        return producer;
    }
}
