package queuelab.exchange.transport.queue;

import jakarta.jms.JMSException;
import jakarta.jms.Message;

/** What is done with a message that was handled, before it is acknowledged. */
@FunctionalInterface
interface Answering {
    Answering NOTHING = message -> {};

    void answer(Message message) throws JMSException;
}
