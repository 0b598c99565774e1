package queuelab.exchange.transport.queue;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Session;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.jms.client.ActiveMQConnection;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQSession;
import org.apache.activemq.artemis.uri.ConnectionFactoryParser;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.transport.QueueSpec;
import queuelab.exchange.transport.TransportException;

/** One JMS connection: opened within a deadline, watched, and closed with every session on it. Any thread may use it. */
final class BrokerConnection implements ClientConnection {
    private static final int LOGIN_SECONDS = 7;
    private static final int PROBE_MILLIS = 2_000;

    private final String url;
    private final ActiveMQConnectionFactory factory;
    private final Connection connection;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final List<ConnectionListener> listeners = new CopyOnWriteArrayList<>();

    private BrokerConnection(String url, ActiveMQConnectionFactory factory, Connection connection) {
        this.url = url;
        this.factory = factory;
        this.connection = connection;
    }

    /**
     * Connects and logs in.
     *
     * @param options Artemis connection options
     * @throws TransportException within 10 s, with the cause, when the broker cannot be reached or refuses
     */
    static BrokerConnection open(QueueSpec spec, Map<String, String> options) throws TransportException {
        ActiveMQConnectionFactory factory = factory(spec, options);
        try {
            Connection connection = logIn(factory, spec);
            BrokerConnection opened = new BrokerConnection(spec.url(), factory, connection);
            connection.setExceptionListener(opened::connectionFailed);
            return opened;
        } catch (JMSException e) {
            factory.close();
            throw new TransportException(whyNot(spec, e), e);
        } catch (TransportException e) {
            // not here: a login that hangs may hold the factory for as long as a call may take
            Thread.ofPlatform().daemon().name("broker-give-up").start(factory::close);
            throw e;
        }
    }

    @Override
    public String url() {
        return url;
    }

    @Override
    public ActiveMQSession openSession(int acknowledgeMode) throws JMSException {
        return (ActiveMQSession) connection.createSession(acknowledgeMode);
    }

    @Override
    public boolean reconnects() {
        return factory.getReconnectAttempts() != 0;
    }

    @Override
    public void requireQueue(Session session, String queue) throws JMSException, TransportException {
        try {
            if (!((ActiveMQSession) session)
                    .getCoreSession()
                    .queueQuery(SimpleString.of(queue))
                    .isExists()) {
                throw new TransportException("there is no queue " + queue + " at " + url, null);
            }
        } catch (ActiveMQException e) {
            var failure = new JMSException(e.getMessage());
            failure.initCause(e);
            throw failure;
        }
    }

    /** Artemis's client asks for messages only once the session is started. */
    @Override
    public boolean fetchesBeforeTheStart() {
        return false;
    }

    @Override
    public Hold hold(Session session) {
        return new CoreHold((ActiveMQSession) session, reconnects());
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
        } finally {
            factory.close();
        }
    }

    private void connectionFailed(JMSException cause) {
        if (ActiveMQConnection.EXCEPTION_FAILOVER.equals(cause.getErrorCode())) {
            listeners.forEach(ConnectionListener::reconnected); // as `reconnectAttempts` asked
            return;
        }
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

    private static ActiveMQConnectionFactory factory(QueueSpec spec, Map<String, String> options)
            throws TransportException {
        if (spec.url().contains("@")) {
            throw new TransportException("the broker URL must not hold credentials", null);
        }
        if (spec.url().contains("?")) {
            throw new TransportException(
                    "the broker URL must not hold options, they belong in client.options: " + spec.url(), null);
        }
        try {
            // not through a URL's query, which Artemis decodes twice
            ConnectionFactoryParser parser = new ConnectionFactoryParser();
            ActiveMQConnectionFactory factory = parser.newObject(parser.expandURI(spec.url()), options, "queue-lab");
            factory.getServerLocator().setProtocolManagerFactory(new FlushingTogether());
            return factory;
        } catch (Exception e) {
            // Artemis declares Exception; a scheme it does not know is a NullPointerException
            throw new TransportException(
                    "not a broker URL that Artemis knows: " + spec.url() + ": " + e.getMessage(), e);
        }
    }

    /** On a thread of its own, because a peer that takes the connection and says nothing would hold us for `callTimeout`. */
    private static Connection logIn(ActiveMQConnectionFactory factory, QueueSpec spec)
            throws JMSException, TransportException {
        FutureTask<Connection> login = new FutureTask<>(() -> spec.user().isEmpty()
                ? factory.createConnection()
                : factory.createConnection(spec.user(), spec.password()));
        Thread.ofPlatform().daemon().name("broker-login").start(login);
        try {
            return login.get(LOGIN_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            login.cancel(true);
            throw new TransportException(
                    "the broker at " + spec.url() + " did not answer within " + LOGIN_SECONDS + " s", e);
        } catch (InterruptedException e) {
            login.cancel(true);
            Thread.currentThread().interrupt();
            throw new TransportException("interrupted while connecting to " + spec.url(), e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof JMSException refused) {
                throw refused;
            }
            throw new TransportException("cannot connect to " + spec.url() + ": " + e.getCause(), e.getCause());
        }
    }

    private static String whyNot(QueueSpec spec, JMSException e) {
        if (e instanceof JMSSecurityException) {
            return "the broker at " + spec.url() + " refused the login of user '" + spec.user() + "': "
                    + e.getMessage();
        }
        return "cannot connect to the broker at " + spec.url() + ": " + probe(spec.url(), e.getMessage());
    }

    /** Artemis does not say why it could not connect; the operating system does. */
    private static String probe(String url, @Nullable String otherwise) {
        try (Socket socket = new Socket()) {
            URI uri = new URI(url);
            if (uri.getHost() == null || uri.getPort() < 0) {
                return String.valueOf(otherwise);
            }
            InetSocketAddress address = new InetSocketAddress(uri.getHost(), uri.getPort());
            if (address.isUnresolved()) {
                return "unknown host " + uri.getHost();
            }
            socket.connect(address, PROBE_MILLIS);
            return otherwise + " (something listens there, though)";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        } catch (URISyntaxException severalAddresses) {
            return String.valueOf(otherwise);
        }
    }
}
