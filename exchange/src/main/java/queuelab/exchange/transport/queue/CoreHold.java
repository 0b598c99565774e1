package queuelab.exchange.transport.queue;

import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.time.Duration;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.jms.client.ActiveMQSession;

/** As Artemis's own client does it: each session is started and stopped by itself, the connection never. */
record CoreHold(ActiveMQSession core, boolean reconnects) implements Hold {
    @Override
    public Session session() {
        return core;
    }

    @Override
    public void start() throws JMSException {
        core.start();
    }

    /** Artemis has its own deadline, `onMessageCloseTimeout`, and says nothing when it passes: whose {@link Turn} it is tells. */
    @Override
    public boolean stop(Duration deadline) throws JMSException {
        core.stop();
        return true;
    }

    /** Else Artemis would redeliver to it until the attempts are used up. */
    @Override
    public void abandon() throws JMSException {
        core.stop();
    }

    @Override
    public void settle() throws JMSException {
        try {
            core.getCoreSession().commit();
        } catch (ActiveMQException e) {
            throw inJms(e);
        }
    }

    /** Again for each connection that breaks meanwhile. A client that has given up closes its session, which ends this. */
    @Override
    public boolean recovers(JMSException failure) throws JMSException {
        if (!reconnects) {
            return false;
        }
        JMSException last = failure;
        while (Rejection.answerLost(last)) {
            try {
                core.getCoreSession().rollback();
                core.start(); // does nothing where rolling back has started it
                return true;
            } catch (ActiveMQException e) {
                last = inJms(e);
            } catch (JMSException e) {
                last = e;
            }
        }
        if (!last.equals(failure)) {
            throw last;
        }
        return false;
    }

    private static JMSException inJms(ActiveMQException cause) {
        var failure = new JMSException(cause.getMessage());
        failure.initCause(cause);
        return failure;
    }
}
