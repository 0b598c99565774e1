package queuelab.exchange.transport;

import java.util.List;
import java.util.Map;

/**
 * The broker's queues that carry a trial's messages.
 *
 * @param url broker URL without credentials and options
 * @param user login, empty for none
 * @param password its password, empty for none
 * @param protocol what the clients speak
 * @param queues the queues, in the order of their numbers
 * @param durable whether messages are sent persistent
 * @param windowBytes consumer window (prefetch) in bytes; 0 for none
 * @param messageBytes length of a body: where a client's window counts messages, as many as fit into the window
 * @param clientOptions extra connection URL options
 */
public record QueueSpec(
        String url,
        String user,
        String password,
        Protocol protocol,
        List<Queue> queues,
        boolean durable,
        int windowBytes,
        int messageBytes,
        Map<String, String> clientOptions)
        implements TransportSpec {
    public QueueSpec {
        queues = List.copyOf(queues);
        clientOptions = Map.copyOf(clientOptions);
    }

    /** The same queues, reached through another address. */
    public QueueSpec withUrl(String through) {
        return new QueueSpec(
                through, user, password, protocol, queues, durable, windowBytes, messageBytes, clientOptions);
    }

    /** The same queues, for a consumer with another window. */
    public QueueSpec withWindow(int bytes) {
        return new QueueSpec(url, user, password, protocol, queues, durable, bytes, messageBytes, clientOptions);
    }

    /**
     * One queue of the trial.
     *
     * @param address the Artemis address producers send to
     * @param subscriptions names of the Artemis queues bound to it, one per copy; with one copy the address is anycast, else multicast
     */
    public record Queue(String address, List<String> subscriptions) {
        public Queue {
            subscriptions = List.copyOf(subscriptions);
        }

        public boolean multicast() {
            return subscriptions.size() > 1;
        }
    }

    /** Without the password, so that it can be logged. */
    @Override
    public String toString() {
        return "QueueSpec[" + url + ", " + protocol.word() + ", " + queues + "]";
    }
}
