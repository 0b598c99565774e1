package queuelab.broker;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientRequestor;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.api.core.management.ManagementHelper;
import org.apache.activemq.artemis.api.core.management.ResourceNames;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;

/**
 * One connection to the management address of a broker, anywhere. Owned by one thread at a time. After a failure it is closed: a late answer
 * would otherwise be taken for that of the next question.
 *
 * <p>Transport options ({@code useEpoll} above all) are left to the URL: two connections of one JVM must not differ in them.
 */
final class ManagementLink implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ManagementLink.class.getName());
    private static final String MANAGEMENT_ADDRESS = "activemq.management";

    /** For one host to take a TCP connection. */
    private static final Duration REACH_DEADLINE = Duration.ofSeconds(4);

    /** For one answer of the broker. */
    private static final Duration ANSWER_DEADLINE = Duration.ofSeconds(5);

    /** For all of connecting; a name service may be slow and has no deadline of its own. */
    private static final Duration CONNECT_DEADLINE = Duration.ofSeconds(14);

    private final String url;
    private final ServerLocator locator;
    private final ClientSession session;
    private final ClientRequestor requestor;

    private ManagementLink(String url, ServerLocator locator, ClientSession session, ClientRequestor requestor) {
        this.url = url;
        this.locator = locator;
        this.session = session;
        this.requestor = requestor;
    }

    /** Logs in; an empty user means none. */
    static ManagementLink open(String url, String user, String password) throws BrokerException {
        CompletableFuture<ManagementLink> opening = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform().name("broker-connect").daemon().start(() -> {
            try {
                ManagementLink link = connect(url, user, password);
                if (!opening.complete(link)) {
                    link.close();
                }
            } catch (Throwable e) {
                opening.completeExceptionally(e);
            }
        });
        try {
            return opening.get(CONNECT_DEADLINE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BrokerException known) {
                throw known;
            }
            throw new BrokerException(
                    "broker %s cannot be reached: %s".formatted(shown(url), BrokerException.reason(e)), e);
        } catch (TimeoutException e) {
            opening.cancel(false);
            thread.interrupt();
            throw new BrokerException(
                    "broker %s cannot be reached: no connection within %d s"
                            .formatted(shown(url), CONNECT_DEADLINE.toSeconds()),
                    e);
        } catch (InterruptedException e) {
            opening.cancel(false);
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new BrokerException("interrupted while connecting to broker " + shown(url), e);
        }
    }

    /** Reads an attribute of the broker. */
    <T> T attribute(String name, Class<T> type) throws BrokerException {
        ClientMessage question = session.createMessage(false);
        ManagementHelper.putAttribute(question, ResourceNames.BROKER, name);
        return ask(question, "tell its " + name, type);
    }

    /** Calls an operation of the broker that answers with text. */
    String call(String operation, Object... arguments) throws BrokerException {
        return ask(invocation(ResourceNames.BROKER, operation, arguments), operation, String.class);
    }

    /** Calls an operation of the broker whose answer does not matter, only that it worked. */
    void run(String operation, Object... arguments) throws BrokerException {
        ask(invocation(ResourceNames.BROKER, operation, arguments), operation);
    }

    /** Calls an operation of an address whose answer does not matter, only that it worked. */
    void onAddress(String address, String operation) throws BrokerException {
        ask(invocation(ResourceNames.ADDRESS + address, operation), operation);
    }

    /** Counts the messages of a queue that a filter selects. */
    long countMessages(String queue, String filter) throws BrokerException {
        return ask(
                        invocation(ResourceNames.QUEUE + queue, "countMessages", filter),
                        "count the messages of " + queue,
                        Number.class)
                .longValue();
    }

    boolean closed() {
        return session.isClosed();
    }

    @Override
    public void close() {
        try {
            if (!session.isClosed()) {
                // Takes its temporary queue with it, and its address: an external broker would keep the address for
                // good.
                requestor.close();
            }
        } catch (Exception e) {
            LOG.log(System.Logger.Level.DEBUG, "connection to a broker closed without its consent", e);
        } finally {
            locator.close();
        }
    }

    /** The URL without what may be secret in it: user, password and options. */
    static String shown(String url) {
        return url.replaceFirst("[?#].*$", "").replaceFirst("//[^/@]*@", "//");
    }

    private static ManagementLink connect(String url, String user, String password) throws BrokerException {
        ServerLocator locator = locator(url);
        try {
            reach(url, locator);
            ClientSessionFactory factory = locator.createSessionFactory();
            ClientSession session = user.isEmpty()
                    ? factory.createSession(true, true)
                    : factory.createSession(user, password, false, true, true, false, 0);
            session.start();
            return new ManagementLink(url, locator, session, new ClientRequestor(session, MANAGEMENT_ADDRESS));
        } catch (BrokerException e) {
            locator.close();
            throw e;
        } catch (Exception e) {
            locator.close();
            throw failed(url, user, e);
        }
    }

    private static ServerLocator locator(String url) throws BrokerException {
        try {
            ServerLocator locator = ActiveMQClient.createServerLocator(url)
                    .setInitialConnectAttempts(1)
                    .setReconnectAttempts(0)
                    .setCallTimeout(ANSWER_DEADLINE.toMillis())
                    .setUseTopologyForLoadBalancing(false);
            for (TransportConfiguration host : locator.getStaticTransportConfigurations()) {
                // A shared pool of network threads lives on for 10 s after its last connection.
                host.getParams().put(TransportConstants.USE_GLOBAL_WORKER_POOL_PROP_NAME, false);
                host.getParams().put(TransportConstants.REMOTING_THREADS_PROPNAME, 1);
            }
            return locator;
        } catch (Exception e) {
            throw new BrokerException("broker URL %s is not an Artemis URL, such as tcp://127.0.0.1:61616: %s"
                    .formatted(shown(url), BrokerException.reason(e).replace(url, shown(url))));
        }
    }

    /** Artemis's client says only that it cannot connect. A plain connection tells why, and bounds how long that takes. */
    private static void reach(String url, ServerLocator locator) throws BrokerException {
        String why = "the URL names no host";
        for (TransportConfiguration host : locator.getStaticTransportConfigurations()) {
            String name = String.valueOf(host.getParams().get(TransportConstants.HOST_PROP_NAME));
            String port = String.valueOf(
                    host.getParams().getOrDefault(TransportConstants.PORT_PROP_NAME, TransportConstants.DEFAULT_PORT));
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(name, Integer.parseInt(port)), (int) REACH_DEADLINE.toMillis());
                return;
            } catch (IOException | IllegalArgumentException e) {
                why = switch (e) {
                    case UnknownHostException _ -> "unknown host " + name;
                    case SocketTimeoutException _ ->
                        "%s:%s did not answer within %d s".formatted(name, port, REACH_DEADLINE.toSeconds());
                    case ConnectException refused -> "%s:%s: %s".formatted(name, port, BrokerException.reason(refused));
                    default -> BrokerException.reason(e);
                };
            }
        }
        throw new BrokerException("broker %s cannot be reached: %s".formatted(shown(url), why));
    }

    private static BrokerException failed(String url, String user, Exception e) {
        String who = user.isEmpty() ? "a login without user" : "the login of user `" + user + "`";
        if (e instanceof ActiveMQException failure) {
            if (failure.getType() == ActiveMQExceptionType.SECURITY_EXCEPTION) {
                return new BrokerException(
                        "broker %s refuses %s: %s".formatted(shown(url), who, BrokerException.reason(e)), e);
            }
            if (failure.getType() == ActiveMQExceptionType.CONNECTION_TIMEDOUT
                    || failure.getType() == ActiveMQExceptionType.NOT_CONNECTED) {
                return new BrokerException(
                        "what listens at %s does not answer as an Artemis broker: %s"
                                .formatted(shown(url), BrokerException.reason(e)),
                        e);
            }
        }
        return new BrokerException("broker %s cannot be used: %s".formatted(shown(url), BrokerException.reason(e)), e);
    }

    private ClientMessage invocation(String resource, String operation, Object... arguments) throws BrokerException {
        ClientMessage question = session.createMessage(false);
        try {
            ManagementHelper.putOperationInvocation(question, resource, operation, arguments);
            return question;
        } catch (Exception e) {
            throw new BrokerException("question to the broker cannot be written: " + BrokerException.reason(e), e);
        }
    }

    private <T> T ask(ClientMessage question, String what, Class<T> type) throws BrokerException {
        ClientMessage answer = ask(question, what);
        try {
            return type.cast(ManagementHelper.getResult(answer, type));
        } catch (Exception e) {
            close();
            throw new BrokerException(
                    "answer of broker %s to `%s` cannot be read: %s"
                            .formatted(shown(url), what, BrokerException.reason(e)),
                    e);
        }
    }

    private ClientMessage ask(ClientMessage question, String what) throws BrokerException {
        ClientMessage answer;
        try {
            answer = requestor.request(question, ANSWER_DEADLINE.toMillis());
        } catch (Exception e) {
            close();
            throw new BrokerException(
                    "connection to broker %s failed (`%s`): %s".formatted(shown(url), what, BrokerException.reason(e)),
                    e);
        }
        if (answer == null) {
            close();
            throw new BrokerException("broker %s did not answer `%s` within %d s"
                    .formatted(shown(url), what, ANSWER_DEADLINE.toSeconds()));
        }
        if (!ManagementHelper.hasOperationSucceeded(answer)) {
            throw new BrokerException("broker %s refuses `%s`: %s".formatted(shown(url), what, refusal(answer)));
        }
        return answer;
    }

    private static String refusal(ClientMessage answer) {
        try {
            return String.valueOf(ManagementHelper.getResult(answer));
        } catch (Exception e) {
            return "no reason given (" + BrokerException.reason(e) + ")";
        }
    }
}
