package queuelab.broker;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import queuelab.exchange.recording.TrialRecord.QueueCounters;
import queuelab.exchange.transport.QueueSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Creates the queues of one trial on a broker of any mode, counts what is in them and removes them. Touches nothing it has not created,
 * and creates nothing outside {@code lab.}. Each question to the broker has a deadline, and a call to a dead broker fails within 15 s,
 * with one sentence that holds no password; after such a failure the next call connects again. Any thread may call; calls exclude
 * each other.
 */
public final class QueueKeeper implements AutoCloseable {
    /** What each name the lab creates begins with. */
    public static final String PREFIX = "lab.";

    /** No wildcards, no {@code ::}, no separators: names are used in addresses, filters and files. */
    private static final Pattern NAME = Pattern.compile("lab\\.[A-Za-z0-9._-]+");

    private static final JsonMapper JSON = new JsonMapper();

    private final String url;
    private final String user;
    private final String password;
    private final List<String> addresses = new ArrayList<>();
    private final Map<String, Place> places = new LinkedHashMap<>();
    private List<QueueSpec.Queue> created = List.of();
    private boolean durable;
    private boolean restarted;
    private ManagementLink link;

    private QueueKeeper(String url, String user, String password, ManagementLink link) {
        this.url = url;
        this.user = user;
        this.password = password;
        this.link = link;
    }

    /**
     * Connects and logs in.
     *
     * @param user empty for none
     */
    public static QueueKeeper connect(String url, String user, String password) throws BrokerException {
        return new QueueKeeper(url, user, password, ManagementLink.open(url, user, password));
    }

    /** What an external broker says of itself. */
    public synchronized Identity identity() throws BrokerException {
        ManagementLink broker = link();
        String version = broker.attribute("version", String.class);
        boolean persistent = broker.attribute("persistenceEnabled", Boolean.class);
        return new Identity(version, persistent ? broker.attribute("journalType", String.class) : "NONE");
    }

    /**
     * Creates the queues of a trial: with one subscription the address is anycast, else multicast, one queue for each copy. What was
     * created before a failure is removed by {@link #removeAll}.
     */
    public synchronized void create(List<QueueSpec.Queue> queues, boolean durable) throws BrokerException {
        for (QueueSpec.Queue queue : queues) {
            refuseForeign(queue.address());
            for (String subscription : queue.subscriptions()) {
                refuseForeign(subscription);
            }
        }
        ManagementLink broker = link();
        created = List.copyOf(queues);
        this.durable = durable;
        for (int number = 0; number < queues.size(); number++) {
            QueueSpec.Queue queue = queues.get(number);
            RoutingType routing = routing(queue);
            broker.call("createAddress", queue.address(), routing.name());
            addresses.add(queue.address());
            for (int copy = 0; copy < queue.subscriptions().size(); copy++) {
                String name = queue.subscriptions().get(copy);
                broker.call(
                        "createQueue",
                        asked(queue.address(), name, routing, durable).toJSON());
                places.put(name, new Place(number, copy));
            }
        }
    }

    /** Connects anew, to a broker that was started again. */
    public synchronized void reconnect() throws BrokerException {
        link.close();
        link = ManagementLink.open(url, user, password);
        restarted = true;
    }

    /**
     * Everything created here as Artemis broker properties, so that a broker which is started again has it before it listens: in-memory
     * queues do not come back by themselves, and what is sent to an address without its queue is gone.
     */
    public synchronized Map<String, String> asProperties() {
        Map<String, String> properties = new LinkedHashMap<>();
        created.forEach(queue -> {
            RoutingType routing = routing(queue);
            String address = "addressConfigurations.\"" + queue.address() + "\".";
            properties.put(address + "routingTypes", routing.name());
            for (String subscription : queue.subscriptions()) {
                String name = address + "queueConfigs.\"" + subscription + "\".";
                properties.put(name + "address", queue.address());
                properties.put(name + "routingType", routing.name());
                properties.put(name + "durable", String.valueOf(durable));
            }
        });
        return properties;
    }

    /** Has the broker give producers no more credit, for every address created here: what it does when its disk is full. */
    public synchronized void block() throws BrokerException {
        for (String address : addresses) {
            link().onAddress(address, "block");
        }
    }

    /** Has the broker give producers credit again. */
    public synchronized void unblock() throws BrokerException {
        for (String address : addresses) {
            link().onAddress(address, "unblock");
        }
    }

    /**
     * The broker's own counters of every queue created here, in the order of creation. They begin anew with each start of the broker, but for
     * what is left: dead letters of earlier lives are looked for where they lie.
     */
    public synchronized List<QueueCounters> counters() throws BrokerException {
        List<QueueCounters> counters = new ArrayList<>();
        for (QueueCounters queue : countersSinceItsStart()) {
            counters.add(restarted ? queue.withKilled(Math.max(queue.killed(), deadLetters(queue))) : queue);
        }
        return List.copyOf(counters);
    }

    /** Those of one queue that are still in a queue of its dead letter address. */
    private long deadLetters(QueueCounters queue) throws BrokerException {
        JsonNode settings = JSON.readTree(link().call(
                        "getAddressSettingsAsJSON", created.get(queue.queue()).address()));
        String where = settings.path("deadLetterAddress").asString("");
        long letters = 0;
        if (!where.isEmpty()) {
            for (JsonNode of : list("address", "EQUALS", where)) {
                letters += link().countMessages(
                                of.path("name").asString(), Message.HDR_ORIGINAL_QUEUE + " = '" + queue.name() + "'");
            }
        }
        return letters;
    }

    /** The queues of the broker of which this is so. */
    private JsonNode list(String field, String operation, String value) throws BrokerException {
        String filter = JSON.writeValueAsString(Map.of("field", field, "operation", operation, "value", value));
        return JSON.readTree(link().call("listQueues", filter, -1, -1)).path("data");
    }

    /** One question to the broker. */
    private synchronized List<QueueCounters> countersSinceItsStart() throws BrokerException {
        if (places.isEmpty()) {
            return List.of();
        }
        Map<String, QueueCounters> found = new LinkedHashMap<>();
        for (JsonNode queue : list("name", "CONTAINS", sharedBeginning())) {
            String name = queue.path("name").asString();
            Place place = places.get(name);
            if (place != null) {
                found.put(name, counters(name, place, queue));
            }
        }
        List<QueueCounters> counters = new ArrayList<>();
        for (String name : places.keySet()) {
            QueueCounters counted = found.get(name);
            if (counted == null) {
                throw new BrokerException("queue %s is gone from broker %s".formatted(name, ManagementLink.shown(url)));
            }
            counters.add(counted);
        }
        return List.copyOf(counters);
    }

    /** Messages in all queues created here: ready, being delivered or scheduled. Cheap enough for once a second. */
    public long depth() throws BrokerException {
        return countersSinceItsStart().stream()
                .mapToLong(QueueCounters::residual)
                .sum();
    }

    /** Whether nothing is ready, being delivered or scheduled in any queue. */
    public boolean drained() throws BrokerException {
        return countersSinceItsStart().stream().allMatch(queue -> queue.residual() == 0);
    }

    /**
     * Removes every queue and address created here, with their messages and even while consumers are attached. One that cannot be removed
     * does not keep the others from being tried; a connection that fails does, so that a dead broker is waited for once.
     */
    public synchronized void removeAll() throws BrokerException {
        if (addresses.isEmpty()) {
            return;
        }
        ManagementLink broker = link();
        List<String> problems = new ArrayList<>();
        // Queues first: an address with queues is not removed.
        for (String name : List.copyOf(places.keySet())) {
            attempt(broker, problems, () -> {
                broker.run("destroyQueue", name, true, false);
                places.remove(name);
            });
        }
        for (String address : List.copyOf(addresses)) {
            attempt(broker, problems, () -> {
                broker.run("deleteAddress", address, true);
                addresses.remove(address);
            });
        }
        if (!problems.isEmpty()) {
            throw new BrokerException(
                    "left on the broker: %s (%s)".formatted(String.join(", ", addresses), problems.getFirst()));
        }
    }

    /** Closes the connection; removes nothing. */
    @Override
    public synchronized void close() {
        link.close();
    }

    private static RoutingType routing(QueueSpec.Queue queue) {
        return queue.multicast() ? RoutingType.MULTICAST : RoutingType.ANYCAST;
    }

    private ManagementLink link() throws BrokerException {
        if (link.closed()) {
            link.close();
            link = ManagementLink.open(url, user, password);
        }
        return link;
    }

    private static void refuseForeign(String name) throws BrokerException {
        if (!NAME.matcher(name).matches()) {
            throw new BrokerException(
                    "the lab creates only queues that begin with `%s` and consist of letters, digits, . _ -, got `%s`"
                            .formatted(PREFIX, name));
        }
    }

    private static QueueConfiguration asked(String address, String name, RoutingType routing, boolean durable) {
        return QueueConfiguration.of(name)
                .setAddress(address)
                .setRoutingType(routing)
                .setDurable(durable)
                .setAutoCreated(false)
                .setAutoCreateAddress(false)
                .setAutoDelete(false)
                .setPurgeOnNoConsumers(false);
    }

    /** The longest that all names share, so that an external broker does not list all it has. */
    private String sharedBeginning() {
        String shared = places.keySet().iterator().next();
        for (String name : places.keySet()) {
            while (!name.startsWith(shared)) {
                shared = shared.substring(0, shared.length() - 1);
            }
        }
        return shared;
    }

    private static QueueCounters counters(String name, Place place, JsonNode queue) {
        long delivering = count(queue, "deliveringCount");
        long scheduled = count(queue, "scheduledCount");
        return new QueueCounters(
                place.queue(),
                place.copy(),
                name,
                count(queue, "messagesAdded"),
                count(queue, "messagesAcked"),
                count(queue, "messagesExpired"),
                count(queue, "messagesKilled"),
                // messageCount includes both. It is read before them, so with messages flowing the difference may be
                // off by a few.
                Math.max(0, count(queue, "messageCount") - delivering - scheduled),
                delivering,
                scheduled);
    }

    private static long count(JsonNode queue, String field) {
        // Artemis writes numbers as text here.
        return Long.parseLong(queue.path(field).asString());
    }

    private static void attempt(ManagementLink broker, List<String> problems, Removal removal) {
        if (broker.closed()) {
            return;
        }
        try {
            removal.run();
        } catch (BrokerException e) {
            problems.add(e.getMessage());
        }
    }

    /**
     * What a broker says of itself.
     *
     * @param journal journal type in effect, {@code NONE} without persistence
     */
    public record Identity(String version, String journal) {}

    /** Which queue and copy of the trial a broker's queue is, both from 0. */
    private record Place(int queue, int copy) {}

    @FunctionalInterface
    private interface Removal {
        void run() throws BrokerException;
    }
}
