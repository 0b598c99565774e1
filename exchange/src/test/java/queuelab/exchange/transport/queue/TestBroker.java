package queuelab.exchange.transport.queue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.server.impl.AddressInfo;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;
import queuelab.exchange.transport.Protocol;
import queuelab.exchange.transport.QueueSpec;

/** A real broker on a free port of this machine, with a login, in this JVM. */
final class TestBroker {
    static final String USER = "lab";
    static final String PASSWORD = "s3cret-of-the-test";

    private final EmbeddedActiveMQ embedded = new EmbeddedActiveMQ();
    private final String url;

    private TestBroker(String url) {
        this.url = url;
    }

    static TestBroker start(Path folder) throws Exception {
        TestBroker broker = new TestBroker("tcp://127.0.0.1:" + freePort());
        SecurityConfiguration logins = new SecurityConfiguration();
        logins.addUser(USER, PASSWORD);
        logins.addRole(USER, "lab");
        Configuration configuration = new ConfigurationImpl()
                .setJournalDirectory(folder.resolve("journal").toString())
                .setBindingsDirectory(folder.resolve("bindings").toString())
                .setPagingDirectory(folder.resolve("paging").toString())
                .setLargeMessagesDirectory(folder.resolve("large").toString())
                .setJournalType(JournalType.NIO)
                .setJournalBufferTimeout_NIO(100_000)
                .setJournalMinFiles(2)
                .setJournalDatasync(false)
                .setJMXManagementEnabled(false)
                .setMaxDiskUsage(-1)
                .addAcceptorConfiguration("lab", broker.url);
        configuration.putSecurityRoles(
                "#", Set.of(new Role("lab", true, true, true, true, true, true, true, true, true, true, true, true)));
        configuration.addAddressSetting("#", settings().setMaxDeliveryAttempts(-1));
        configuration.addAddressSetting(
                "full.#",
                settings().setMaxSizeBytes(64 * 1024).setAddressFullMessagePolicy(AddressFullMessagePolicy.FAIL));
        broker.embedded
                .setConfiguration(configuration)
                .setSecurityManager(new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), logins))
                .start();
        return broker;
    }

    private static AddressSettings settings() {
        return new AddressSettings()
                .setAutoCreateQueues(false)
                .setAutoCreateAddresses(false)
                .setAutoDeleteQueues(false)
                .setAutoDeleteAddresses(false);
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return url;
    }

    /** Creates the queues for one address. */
    QueueSpec.Queue queue(String address, int copies, boolean durable) throws Exception {
        List<String> subscriptions = copies == 1
                ? List.of(address)
                : IntStream.rangeClosed(1, copies)
                        .mapToObj(copy -> address + ".s" + copy)
                        .toList();
        RoutingType routing = copies == 1 ? RoutingType.ANYCAST : RoutingType.MULTICAST;
        embedded.getActiveMQServer().addAddressInfo(new AddressInfo(SimpleString.of(address), routing));
        for (String subscription : subscriptions) {
            embedded.getActiveMQServer()
                    .createQueue(QueueConfiguration.of(subscription)
                            .setAddress(address)
                            .setRoutingType(routing)
                            .setDurable(durable));
        }
        return new QueueSpec.Queue(address, subscriptions);
    }

    /** The same in AMQP. */
    QueueSpec amqp(boolean durable, QueueSpec.Queue... queues) {
        return new QueueSpec(url, USER, PASSWORD, Protocol.AMQP, List.of(queues), durable, 1024 * 1024, 1024, Map.of());
    }

    QueueSpec spec(boolean durable, Map<String, String> options, QueueSpec.Queue... queues) {
        return new QueueSpec(url, USER, PASSWORD, Protocol.CORE, List.of(queues), durable, 1024 * 1024, 1024, options);
    }

    /** Messages that the broker has not seen acknowledged, those being delivered included. */
    long left(String subscription) {
        return embedded.getActiveMQServer()
                .locateQueue(SimpleString.of(subscription))
                .getMessageCount();
    }

    void restart() throws Exception {
        embedded.stop();
        embedded.start();
    }

    void stop() throws Exception {
        embedded.stop();
    }
}
