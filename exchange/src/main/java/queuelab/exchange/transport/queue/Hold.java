package queuelab.exchange.transport.queue;

import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.time.Duration;

/** A session that receives, and what its client library does in its own way. Used by one thread at a time, and only once it is stopped. */
interface Hold {
    Session session();

    /** Begins to hand out messages. */
    void start() throws JMSException;

    /**
     * Hands out none after the listener call under way, if there is one.
     *
     * @return false when that call went on for longer
     */
    boolean stop(Duration deadline) throws JMSException;

    /** From the listener's own thread: hands out no more, and keeps what was handed out from being counted as handled. */
    void abandon() throws JMSException;

    /**
     * Sends the acknowledgements that the client still holds, commits if there is a transaction, and waits for the broker. The session must be
     * stopped, or its consumer closed.
     */
    void settle() throws JMSException;

    /**
     * Whether the session goes on after what a call to it threw: where the client finds its broker again but the connection broke in the
     * middle of the call, everything unacknowledged is rolled back and the session started. From the thread whose call threw.
     */
    boolean recovers(JMSException failure) throws JMSException;
}
