package queuelab.exchange.transport.queue;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Session;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.transport.QueueSpec;
import queuelab.exchange.transport.TransportException;

/** A connection in AMQP 1.0, of Qpid's client. Any thread may use it. */
final class AmqpConnection implements ClientConnection {
    private static final int CONNECT_MILLIS = 5_000;
    /** Qpid counts credit in a short. */
    private static final int MOST_PREFETCHED = Short.MAX_VALUE - 1;

    private static final Pattern URL = Pattern.compile("(?:tcp|amqp)://([^/?@]+)");

    private final String url;
    private final Connection connection;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final List<ConnectionListener> listeners = new CopyOnWriteArrayList<>();

    private AmqpConnection(String url, Connection connection) {
        this.url = url;
        this.connection = connection;
    }

    /**
     * Connects and logs in.
     *
     * @param waiting whether every send waits for the broker's answer, also that of a message that is not persistent
     * @throws TransportException with the cause, when the broker cannot be reached or refuses
     */
    static AmqpConnection open(QueueSpec spec, boolean waiting) throws TransportException {
        Matcher parts = URL.matcher(spec.url());
        if (!parts.matches()) {
            throw new TransportException(
                    "protocol amqp needs a broker URL such as tcp://host:port, got " + spec.url(), null);
        }
        String url = "amqp://" + parts.group(1);
        try {
            var factory = new JmsConnectionFactory(url + "?transport.connectTimeout=" + CONNECT_MILLIS
                    + "&jms.connectTimeout=" + CONNECT_MILLIS + "&jms.prefetchPolicy.all=" + prefetched(spec)
                    + "&jms.forceSyncSend=" + waiting);
            Connection connection = spec.user().isEmpty()
                    ? factory.createConnection()
                    : factory.createConnection(spec.user(), spec.password());
            var opened = new AmqpConnection(url, connection);
            connection.setExceptionListener(opened::connectionFailed);
            return opened;
        } catch (JMSSecurityException e) {
            throw new TransportException(
                    "the broker at " + url + " refused the login of user '" + spec.user() + "': " + e.getMessage(), e);
        } catch (JMSException e) {
            throw new TransportException("cannot connect to the broker at " + url + ": " + e.getMessage(), e);
        }
    }

    /** AMQP grants credit for messages, whatever their length: as many as fit into the window, and one at least. */
    static int prefetched(QueueSpec spec) {
        return spec.windowBytes() == 0
                ? 0
                : Math.clamp(spec.windowBytes() / Math.max(1, spec.messageBytes()), 1, MOST_PREFETCHED);
    }

    @Override
    public String url() {
        return url;
    }

    @Override
    public Session openSession(int acknowledgeMode) throws JMSException {
        return connection.createSession(acknowledgeMode);
    }

    /** Attaching to what is missing fails by itself, where the broker does not create it. */
    @Override
    public void requireQueue(Session session, String queue) {}

    /** Qpid's client grants credit as it attaches. */
    @Override
    public boolean fetchesBeforeTheStart() {
        return true;
    }

    @Override
    public Hold hold(Session session) {
        return new AmqpHold(connection, session);
    }

    /** Qpid reconnects only through a failover URL, which the lab does not use. */
    @Override
    public boolean reconnects() {
        return false;
    }

    @Override
    public boolean failed() {
        return failure.get() != null;
    }

    @Override
    public void watch(ConnectionListener listener) {
        listeners.add(listener);
        Throwable cause = failure.get();
        if (cause != null) {
            tell(listener, cause);
        }
    }

    @Override
    public void forget(ConnectionListener listener) {
        listeners.remove(listener);
    }

    @Override
    public void close() throws TransportException {
        try {
            connection.close();
        } catch (JMSException e) {
            if (!failed()) {
                throw new TransportException("closing the connection to " + url + " failed: " + e.getMessage(), e);
            }
        }
    }

    private void connectionFailed(JMSException cause) {
        if (failure.compareAndSet(null, cause)) {
            listeners.forEach(listener -> tell(listener, cause));
        }
    }

    /** Removing it first makes sure that it hears of the failure once, whichever thread comes to tell. */
    private void tell(ConnectionListener listener, Throwable cause) {
        if (listeners.remove(listener)) {
            listener.connectionLost(cause);
        }
    }
}
