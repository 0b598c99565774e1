package queuelab.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import queuelab.exchange.recording.TrialRecord.QueueCounters;
import queuelab.exchange.transport.QueueSpec;

@Timeout(60)
class QueueKeeperTest {
    @TempDir
    Path folder;

    @Test
    void a_broker_tells_its_version_and_journal() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(Lab.assignment(folder, "mapped"));
                QueueKeeper keeper = keeper(broker)) {
            assertThat(keeper.identity())
                    .isEqualTo(new QueueKeeper.Identity(broker.ready().version(), "MAPPED"));
        }
    }

    @Test
    void a_broker_without_persistence_tells_that_it_has_no_journal() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(Lab.assignment(folder, "memory-only"));
                QueueKeeper keeper = keeper(broker)) {
            assertThat(keeper.identity().journal()).isEqualTo("NONE");
        }
    }

    @Test
    void durable_queues_and_their_messages_survive_a_restart_and_others_do_not() throws Exception {
        List<QueueSpec.Queue> durable = List.of(Lab.queue("lab.t.q1", 1));
        List<QueueSpec.Queue> memory = List.of(Lab.queue("lab.t.q2", 1));
        try (EmbeddedBroker broker = EmbeddedBroker.start(Lab.assignment(folder, "default"));
                QueueKeeper keeper = keeper(broker)) {
            keeper.create(durable, true);
            keeper.create(memory, false);
            send(broker, "lab.t.q1", 3);
            send(broker, "lab.t.q2", 3);
            assertThat(keeper.depth()).isEqualTo(6);
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(Lab.assignment(folder, "default"));
                QueueKeeper keeper = keeper(broker)) {
            assertThat(receive(broker, "lab.t.q1", 3)).isEqualTo(3);
            // The name is free: the queue is gone, though its address is not.
            assertThatThrownBy(() -> receive(broker, "lab.t.q2", 1)).isInstanceOf(JMSException.class);
            assertThat(keeper.drained()).isTrue();
        }
    }

    @Test
    void counters_of_every_copy_add_up_after_messages_were_sent_and_received() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(Lab.assignment(folder, "default"));
                QueueKeeper keeper = keeper(broker)) {
            keeper.create(List.of(Lab.queue("lab.t.q1", 1), Lab.queue("lab.t.q2", 3)), true);
            assertThat(keeper.drained()).isTrue();
            send(broker, "lab.t.q1", 10);
            sendTopic(broker, "lab.t.q2", 5);
            assertThat(receive(broker, "lab.t.q1", 4)).isEqualTo(4);
            assertThat(receive(broker, "lab.t.q2::lab.t.q2.s3", 5)).isEqualTo(5);

            // The broker hands a closed consumer's prefetched messages back a moment later.
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> keeper.counters().stream().allMatch(queue -> queue.delivering() == 0));
            assertThat(keeper.counters())
                    .extracting(
                            QueueCounters::queue,
                            QueueCounters::copy,
                            QueueCounters::name,
                            QueueCounters::added,
                            QueueCounters::acknowledged,
                            QueueCounters::ready,
                            QueueCounters::residual)
                    .containsExactly(
                            tuple(0, 0, "lab.t.q1", 10L, 4L, 6L, 6L),
                            tuple(1, 0, "lab.t.q2.s1", 5L, 0L, 5L, 5L),
                            tuple(1, 1, "lab.t.q2.s2", 5L, 0L, 5L, 5L),
                            tuple(1, 2, "lab.t.q2.s3", 5L, 5L, 0L, 0L));
            assertThat(keeper.depth()).isEqualTo(16);
            assertThat(keeper.drained()).isFalse();
        }
    }

    @Test
    void what_a_consumer_holds_and_what_is_scheduled_is_not_drained() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(Lab.assignment(folder, "default"));
                QueueKeeper keeper = keeper(broker);
                Connection connection = connect(broker);
                Session session = connection.createSession(false, Session.CLIENT_ACKNOWLEDGE)) {
            keeper.create(List.of(Lab.queue("lab.t.q1", 1)), false);
            MessageProducer producer = session.createProducer(session.createQueue("lab.t.q1"));
            producer.send(session.createBytesMessage());
            producer.setDeliveryDelay(Duration.ofHours(1).toMillis());
            producer.send(session.createBytesMessage());
            connection.start();
            assertThat(session.createConsumer(session.createQueue("lab.t.q1")).receive(5_000))
                    .isNotNull();
            assertThat(keeper.counters())
                    .extracting(QueueCounters::ready, QueueCounters::delivering, QueueCounters::scheduled)
                    .containsExactly(tuple(0L, 1L, 1L));
            assertThat(keeper.drained()).isFalse();
        }
    }

    @Test
    void a_message_that_always_fails_is_counted_as_killed_and_kept_as_a_dead_letter() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(Lab.assignment(folder, "default"));
                QueueKeeper keeper = keeper(broker);
                Connection connection = connect(broker);
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
            keeper.create(List.of(Lab.queue("lab.t.q1", 1)), true);
            send(broker, "lab.t.q1", 1);
            connection.start();
            giveUp(session, "lab.t.q1");
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(keeper::drained);
            assertThat(keeper.counters().getFirst().killed()).isEqualTo(1);
            assertThat(receive(broker, "DLQ", 1)).isEqualTo(1);
        }
    }

    @Test
    void dead_letters_of_a_brokers_former_life_are_still_counted() throws Exception {
        deadLettersOfAFormerLife(Map.of());
    }

    @Test
    void also_where_the_queue_of_the_dead_letter_address_has_another_name() throws Exception {
        deadLettersOfAFormerLife(Map.of(
                "addressSettings.#.deadLetterAddress", "graves",
                "addressConfigurations.graves.routingTypes", "ANYCAST",
                "addressConfigurations.graves.queueConfigs.all-graves.routingType", "ANYCAST"));
    }

    private void deadLettersOfAFormerLife(Map<String, String> properties) throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.start(Lab.assignment(folder, properties));
        URI url = URI.create(broker.ready().url());
        try (QueueKeeper keeper = keeper(broker)) {
            keeper.create(List.of(Lab.queue("lab.t.q1", 1), Lab.queue("lab.t.q2", 1)), true);
            try (Connection connection = connect(broker);
                    Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
                send(broker, "lab.t.q1", 1);
                connection.start();
                giveUp(session, "lab.t.q1");
                Awaitility.await().atMost(Duration.ofSeconds(10)).until(keeper::drained);
            }
            broker.close();
            try (EmbeddedBroker again = EmbeddedBroker.start(
                    Lab.assignment(folder, Lab.PROFILES.resolve("default"), properties, url.getPort()))) {
                assertThat(again.ready().url()).isEqualTo(url.toString());
                keeper.reconnect();
                assertThat(keeper.counters()).extracting(QueueCounters::killed).containsExactly(1L, 0L);
            }
        }
    }

    @Test
    void removing_takes_what_was_created_with_consumers_and_messages_and_nothing_else() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(Lab.assignment(folder, "default"));
                QueueKeeper others = keeper(broker);
                QueueKeeper keeper = keeper(broker);
                Connection connection = connect(broker);
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            others.create(List.of(Lab.queue("lab.t.q10", 1)), true);
            keeper.create(List.of(Lab.queue("lab.t.q1", 1), Lab.queue("lab.t.q2", 2)), true);
            send(broker, "lab.t.q1", 3);
            send(broker, "lab.t.q10", 2);
            session.createConsumer(session.createQueue("lab.t.q2::lab.t.q2.s1"));
            keeper.removeAll();
            assertThat(keeper.counters()).isEmpty();
            assertThat(others.depth()).isEqualTo(2);
            keeper.create(List.of(Lab.queue("lab.t.q1", 1), Lab.queue("lab.t.q2", 2)), false);
            assertThat(keeper.depth()).isZero();
        }
    }

    @Test
    void removing_from_a_dead_broker_fails_with_its_url() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(Lab.assignment(folder, "default"));
                QueueKeeper keeper = keeper(broker)) {
            keeper.create(List.of(Lab.queue("lab.t.q1", 1), Lab.queue("lab.t.q2", 2)), true);
            Lab.stop(broker);
            assertThatThrownBy(keeper::removeAll)
                    .isInstanceOf(BrokerException.class)
                    .hasMessageContaining(broker.ready().url());
        }
    }

    @Test
    void a_closed_keeper_leaves_nothing_on_the_broker() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(Lab.assignment(folder, "default"));
                ManagementLink link = ManagementLink.open(broker.ready().url(), Lab.USER, Lab.PASSWORD)) {
            String before = link.call("listAddresses", ",");
            try (QueueKeeper keeper = keeper(broker)) {
                keeper.create(List.of(Lab.queue("lab.t.q1", 2)), true);
                keeper.removeAll();
            }
            assertThat(link.call("listAddresses", ",").split(",")).containsExactlyInAnyOrder(before.split(","));
        }
    }

    @Test
    void a_queue_that_exists_is_refused_and_left_alone() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(Lab.assignment(folder, "default"));
                QueueKeeper first = keeper(broker);
                QueueKeeper second = keeper(broker)) {
            first.create(List.of(Lab.queue("lab.t.q1", 1)), true);
            send(broker, "lab.t.q1", 1);
            assertThatThrownBy(() -> second.create(List.of(Lab.queue("lab.t.q1", 1)), true))
                    .isInstanceOf(BrokerException.class)
                    .hasMessageStartingWith("broker " + broker.ready().url() + " refuses `createAddress`: AMQ")
                    .hasMessageContaining("lab.t.q1");
            second.removeAll();
            assertThat(first.depth()).isEqualTo(1);
        }
    }

    @Test
    void two_hundred_queues_are_counted_in_one_answer() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(Lab.assignment(folder, "default"));
                QueueKeeper keeper = keeper(broker)) {
            keeper.create(
                    IntStream.rangeClosed(1, 200)
                            .mapToObj(number -> Lab.queue("lab.many.q" + number, 1))
                            .toList(),
                    false);
            send(broker, "lab.many.q200", 7);
            assertThat(keeper.counters()).hasSize(200);
            assertThat(keeper.counters().getLast().ready()).isEqualTo(7);
        }
    }

    @Test
    void names_outside_the_labs_own_are_refused_before_anything_is_created() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(Lab.assignment(folder, "default"));
                QueueKeeper keeper = keeper(broker)) {
            assertThatThrownBy(() -> keeper.create(List.of(Lab.queue("lab.ok", 1), Lab.queue("orders", 1)), true))
                    .hasMessage(
                            "the lab creates only queues that begin with `lab.` and consist of letters, digits, . _ -, got `orders`");
            assertThatThrownBy(() -> keeper.create(List.of(Lab.queue("lab.#", 1)), true))
                    .hasMessageEndingWith("got `lab.#`");
            assertThat(keeper.counters()).isEmpty();
        }
    }

    @Test
    void after_a_broker_came_back_the_same_keeper_goes_on() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(Lab.assignment(folder, "default"));
                QueueKeeper keeper = keeper(broker)) {
            keeper.create(List.of(Lab.queue("lab.t.q1", 1)), true);
            send(broker, "lab.t.q1", 1);
            Lab.stop(broker);
            assertThatThrownBy(keeper::depth)
                    .isInstanceOf(BrokerException.class)
                    .hasMessageContaining(broker.ready().url());
            int port = Integer.parseInt(broker.ready().url().replaceFirst(".*:", ""));
            try (EmbeddedBroker again =
                    EmbeddedBroker.start(Lab.assignment(folder, Lab.PROFILES.resolve("default"), Map.of(), port))) {
                assertThat(again.ready().url()).isEqualTo(broker.ready().url());
                assertThat(keeper.depth()).isEqualTo(1);
            }
        }
    }

    @Test
    void a_wrong_password_is_refused_without_being_shown() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(Lab.assignment(folder, "default"))) {
            assertThatThrownBy(() -> QueueKeeper.connect(broker.ready().url(), "lab", "not-the-passw0rd"))
                    .isInstanceOf(BrokerException.class)
                    .hasMessageStartingWith("broker " + broker.ready().url()
                            + " refuses the login of user `lab`: AMQ229031: Unable to validate user from")
                    .hasMessageNotContaining("not-the-passw0rd");
        }
    }

    @Test
    void a_login_without_user_is_refused_by_the_labs_own_broker() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(Lab.assignment(folder, "default"))) {
            assertThatThrownBy(() -> QueueKeeper.connect(broker.ready().url(), "", ""))
                    .hasMessageStartingWith(
                            "broker " + broker.ready().url() + " refuses a login without user: AMQ229031");
        }
    }

    @Test
    void a_port_where_nothing_listens_is_named_with_the_cause() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        assertThatThrownBy(() -> QueueKeeper.connect("tcp://127.0.0.1:" + port + "?password=hush", "lab", "x"))
                .hasMessage("broker tcp://127.0.0.1:%1$d cannot be reached: 127.0.0.1:%1$d: Connection refused", port);
    }

    @Test
    void an_unknown_host_is_named() {
        assertThatThrownBy(() -> QueueKeeper.connect("tcp://no-such-host.invalid:61616", "lab", "x"))
                .hasMessage(
                        "broker tcp://no-such-host.invalid:61616 cannot be reached: unknown host no-such-host.invalid");
    }

    @Test
    void something_that_listens_but_never_answers_is_told_within_the_deadline() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> QueueKeeper.connect("tcp://127.0.0.1:" + mute.getLocalPort(), "lab", "x"))
                    .isInstanceOf(BrokerException.class)
                    .hasMessageStartingWith("what listens at tcp://127.0.0.1:%d does not answer as an Artemis broker: "
                            .formatted(mute.getLocalPort()));
        }
    }

    @Test
    void what_is_no_artemis_url_is_refused() {
        assertThatThrownBy(() -> QueueKeeper.connect("http://user:hush@127.0.0.1:8161/console", "lab", "x"))
                .isInstanceOf(BrokerException.class)
                .hasMessageStartingWith(
                        "broker URL http://127.0.0.1:8161/console is not an Artemis URL, such as tcp://127.0.0.1:61616: ")
                .hasMessageNotContaining("hush");
    }

    /** Receives a queue's only message and rolls it back as often as the broker hands it out. */
    private static void giveUp(Session session, String queue) throws JMSException {
        MessageConsumer consumer = session.createConsumer(session.createQueue(queue));
        for (int attempt = 1; attempt <= 10; attempt++) {
            assertThat(consumer.receive(5_000)).isNotNull();
            session.rollback();
        }
    }

    private static QueueKeeper keeper(EmbeddedBroker broker) throws BrokerException {
        return QueueKeeper.connect(broker.ready().url(), Lab.USER, Lab.PASSWORD);
    }

    private static Connection connect(EmbeddedBroker broker) throws JMSException {
        // Closed with its connection: closing a factory closes its connections first.
        return new ActiveMQConnectionFactory(broker.ready().url()).createConnection(Lab.USER, Lab.PASSWORD);
    }

    private static void send(EmbeddedBroker broker, String queue, int messages) throws JMSException {
        try (Connection connection = connect(broker);
                Session session = connection.createSession()) {
            MessageProducer producer = session.createProducer(session.createQueue(queue));
            send(session, producer, messages);
        }
    }

    private static void sendTopic(EmbeddedBroker broker, String address, int messages) throws JMSException {
        try (Connection connection = connect(broker);
                Session session = connection.createSession()) {
            MessageProducer producer = session.createProducer(session.createTopic(address));
            send(session, producer, messages);
        }
    }

    private static void send(Session session, MessageProducer producer, int messages) throws JMSException {
        producer.setDeliveryMode(DeliveryMode.PERSISTENT);
        for (int sent = 0; sent < messages; sent++) {
            BytesMessage message = session.createBytesMessage();
            message.writeInt(sent);
            producer.send(message);
        }
    }

    /** How many of the asked-for messages came. */
    private static int receive(EmbeddedBroker broker, String queue, int messages) throws JMSException {
        try (Connection connection = connect(broker);
                Session session = connection.createSession()) {
            MessageConsumer consumer = session.createConsumer(session.createQueue(queue));
            connection.start();
            int received = 0;
            while (received < messages && consumer.receive(5_000) != null) {
                received++;
            }
            return received;
        }
    }
}
