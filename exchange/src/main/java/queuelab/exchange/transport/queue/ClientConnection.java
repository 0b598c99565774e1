package queuelab.exchange.transport.queue;

import jakarta.jms.JMSException;
import jakarta.jms.Session;
import queuelab.exchange.transport.TransportException;

/** A client's connection to the broker, in whatever protocol. Any thread may use it. */
interface ClientConnection extends AutoCloseable {
    /** Where the broker is, as a sentence names it. */
    String url();

    Session openSession(int acknowledgeMode) throws JMSException;

    /** Fails where the broker has no such queue; else some clients would create what is missing, where the broker lets them. */
    void requireQueue(Session session, String queue) throws JMSException, TransportException;

    /** Whether a consumer fetches messages from when it is opened, rather than from when it is started. */
    boolean fetchesBeforeTheStart();

    /** The client library's own handling of a session that receives; nothing else is open on this connection then, or minds. */
    Hold hold(Session session);

    /** Whether it is lost for good. */
    boolean failed();

    /** Whether the client, having lost its broker, tries to find it again. */
    boolean reconnects();

    /** Tells this one of each reconnect and, once, when the connection is lost for good; at once if it already is. */
    void watch(ConnectionListener listener);

    void forget(ConnectionListener listener);

    @Override
    void close() throws TransportException;
}
