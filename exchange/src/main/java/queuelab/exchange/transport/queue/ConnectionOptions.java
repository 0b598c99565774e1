package queuelab.exchange.transport.queue;

import java.beans.Introspector;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.activemq.artemis.core.client.impl.ServerLocatorImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.transport.QueueSpec;
import queuelab.exchange.transport.TransportException;

/**
 * The Artemis connection options of one process: what the lab sets, and over it what the scenario's {@code client.options} ask for.
 * Artemis ignores an option it does not know and reads an ill-typed number as 0; here each is an error.
 */
final class ConnectionOptions {
    /** Bytes sent before the broker must confirm; with −1 completion listeners fire with no word from the broker. */
    static final String CONFIRMATION_WINDOW = "confirmationWindowSize";

    private static final String CONFIRMATION_WINDOW_BYTES = String.valueOf(1024 * 1024);
    /** Bodies up to this many bytes travel whole; longer ones are cut up, and kept in a file each by the broker. */
    private static final int LARGE_MESSAGE_BYTES = 16 * 1024 * 1024;

    private static final int CONNECT_MILLIS = 5_000;
    /** How long Artemis waits for a listener call under way when a session stops; see the rationale. */
    private static final int STOP_MILLIS = 1_000;

    private static final Set<String> CREDENTIALS = Set.of("user", "password", "userInfo");
    /** Read from the URL by Artemis's connection schemas rather than set on its objects. */
    private static final Set<String> SCHEMA_OPTIONS = Set.of("ha", "type");

    private final Map<String, String> asked;
    private final int windowBytes;

    private ConnectionOptions(Map<String, String> asked, int windowBytes) {
        this.asked = asked;
        this.windowBytes = windowBytes;
    }

    /**
     * Checks the client options.
     *
     * @throws TransportException naming every option that Artemis does not know or whose value has the wrong type
     */
    static ConnectionOptions of(QueueSpec spec) throws TransportException {
        Map<String, Class<?>> known = knownOptions();
        List<String> problems = new ArrayList<>();
        new TreeMap<>(spec.clientOptions()).forEach((name, value) -> {
            String problem = problem(name, value, known.get(name));
            if (problem != null) {
                problems.add(problem);
            }
        });
        if (!problems.isEmpty()) {
            throw new TransportException("client.options: " + String.join("; ", problems), null);
        }
        return new ConnectionOptions(spec.clientOptions(), spec.windowBytes());
    }

    /**
     * All options of one connection.
     *
     * @param confirming whether it carries asynchronous sends, whose confirmations must come from the broker
     * @throws TransportException when it does and the client options switch confirmations off
     */
    Map<String, String> forConnection(boolean confirming) throws TransportException {
        Map<String, String> options = new HashMap<>();
        options.put("useGlobalPools", "false");
        options.put("threadPoolMaxSize", confirming ? "1" : "-1");
        // A shared pool of network threads lives on for 10 s after its last connection; one of its own has the one
        // thread it needs.
        options.put(TransportConstants.USE_GLOBAL_WORKER_POOL_PROP_NAME, "false");
        options.put(TransportConstants.REMOTING_THREADS_PROPNAME, "1");
        options.put("consumerWindowSize", String.valueOf(windowBytes));
        options.put("minLargeMessageSize", String.valueOf(LARGE_MESSAGE_BYTES));
        options.put("blockOnDurableSend", "true");
        options.put("blockOnNonDurableSend", "true");
        options.put("reconnectAttempts", "0");
        options.put("initialConnectAttempts", "1");
        options.put("onMessageCloseTimeout", String.valueOf(STOP_MILLIS));
        options.put(TransportConstants.NETTY_CONNECT_TIMEOUT, String.valueOf(CONNECT_MILLIS));
        if (confirming) {
            options.put(CONFIRMATION_WINDOW, CONFIRMATION_WINDOW_BYTES);
        }
        options.putAll(asked);
        if (confirming && Integer.parseInt(options.getOrDefault(CONFIRMATION_WINDOW, "-1")) < 0) {
            throw new TransportException(
                    "client.options: confirmationWindowSize must be at least 0 with async sends, got "
                            + options.get(CONFIRMATION_WINDOW)
                            + ": without it the broker confirms nothing",
                    null);
        }
        return options;
    }

    /**
     * The same for requests and replies. No send waits for the broker: what counts is the reply.
     *
     * @throws TransportException as above
     */
    Map<String, String> forRequests(boolean confirming) throws TransportException {
        Map<String, String> options = forConnection(confirming);
        for (String block : List.of("blockOnDurableSend", "blockOnNonDurableSend")) {
            if (!asked.containsKey(block)) {
                options.put(block, "false");
            }
        }
        return options;
    }

    private static @Nullable String problem(String name, String value, @Nullable Class<?> type) {
        if (CREDENTIALS.contains(name)) {
            return "'" + name + "' is a credential and does not belong here";
        }
        if (type == null) {
            return "Artemis knows no option '" + name + "'";
        }
        if (type == boolean.class) {
            return value.equals("true") || value.equals("false")
                    ? null
                    : "'" + name + "' must be true or false, got '" + value + "'";
        }
        try {
            if (type == int.class) {
                Integer.parseInt(value);
            } else if (type == long.class) {
                Long.parseLong(value);
            } else if (type == double.class) {
                Double.parseDouble(value);
            }
            return null;
        } catch (NumberFormatException notThatNumber) {
            return "'" + name + "' must be a number (" + type + "), got '" + value + "'";
        }
    }

    /** What Artemis can take, by the setters of the objects it fills from a URL and the keys of its network connector. */
    private static Map<String, Class<?>> knownOptions() {
        Set<Class<?>> types = Set.of(int.class, long.class, double.class, boolean.class, String.class);
        Map<String, Class<?>> known = new HashMap<>();
        TransportConstants.ALLOWABLE_CONNECTOR_KEYS.forEach(key -> known.put(key, String.class));
        SCHEMA_OPTIONS.forEach(key -> known.put(key, String.class));
        for (Class<?> bean : List.of(ActiveMQConnectionFactory.class, ServerLocatorImpl.class)) {
            for (Method method : bean.getMethods()) {
                if (method.getName().startsWith("set")
                        && method.getParameterCount() == 1
                        && types.contains(method.getParameterTypes()[0])) {
                    known.put(Introspector.decapitalize(method.getName().substring(3)), method.getParameterTypes()[0]);
                }
            }
        }
        return known;
    }
}
