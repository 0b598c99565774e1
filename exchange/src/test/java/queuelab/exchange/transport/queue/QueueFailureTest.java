package queuelab.exchange.transport.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import queuelab.exchange.transport.AckMode;
import queuelab.exchange.transport.Protocol;
import queuelab.exchange.transport.QueueSpec;
import queuelab.exchange.transport.Receiver;
import queuelab.exchange.transport.RpcQueueSpec;
import queuelab.exchange.transport.SendMode;
import queuelab.exchange.transport.Sender;
import queuelab.exchange.transport.Transport;
import queuelab.exchange.transport.Transport.Receiving;
import queuelab.exchange.transport.Transport.Sending;
import queuelab.exchange.transport.TransportException;
import queuelab.exchange.transport.Transports;

class QueueFailureTest {
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final Sending ASYNC = new Sending(0, 0, SendMode.ASYNC, 10, false, false);

    @TempDir
    private Path folder;

    private TestBroker broker;
    private QueueSpec.Queue queue;
    private final SentMessages sent = new SentMessages();

    @BeforeEach
    void startBroker() throws Exception {
        broker = TestBroker.start(folder);
        queue = broker.queue("lab.test.q1", 1, true);
    }

    @AfterEach
    void stopBroker() throws Exception {
        broker.stop();
    }

    @ParameterizedTest
    @CsvSource({"ASYNC,false", "BLOCKING,false", "ASYNC,true"})
    void aBrokerThatStopsLeavesUnconfirmedMessagesNeitherAcknowledgedNorRejected(SendMode mode, boolean transacted)
            throws Exception {
        try (Transport transport = Transports.open(broker.spec(true, Map.of(), queue))) {
            Sender sender = transport.openSender(new Sending(0, 0, mode, 10, transacted, false), sent);
            AtomicReference<Throwable> failure = new AtomicReference<>();
            Thread sending = Thread.ofPlatform().start(() -> {
                try {
                    for (long sequence = 0; ; sequence += 5) {
                        sent.send(sender, sequence, sequence + 5, 64);
                        sender.commit();
                    }
                } catch (TransportException e) {
                    failure.set(e);
                }
            });
            await().atMost(DEADLINE).until(() -> sent.acknowledged.size() > 100);

            broker.stop();

            sending.join(DEADLINE);
            assertThat(failure.get())
                    .isInstanceOf(TransportException.class)
                    .message()
                    .isNotBlank();
            assertThat(failure.get()).hasCauseInstanceOf(Exception.class);
            assertThat(sent.rejected).isEmpty();
        }
    }

    @Test
    void aSenderThatWaitsForConfirmationsHearsOfALostConnection() throws Exception {
        QueueSpec.Queue full = broker.queue("lab.test.q2", 1, true);
        try (Transport transport = Transports.open(broker.spec(true, Map.of(), full))) {
            Sender sender = transport.openSender(ASYNC, sent);
            sent.send(sender, 0, 10, 64);
            broker.stop();
            await().atMost(DEADLINE)
                    .untilAsserted(() -> assertThatThrownBy(() -> sender.awaitConfirmations(Duration.ofMillis(10)))
                            .isInstanceOf(TransportException.class)
                            .hasMessageContaining("the connection to the broker was lost"));
        }
    }

    @ParameterizedTest
    @CsvSource({"AUTO", "TRANSACTED", "DUPS_OK"})
    void aReceiverHearsOnceThatItsBrokerIsGone(AckMode mode) throws Exception {
        ReceivedMessages messages = new ReceivedMessages();
        try (Transport transport = Transports.open(broker.spec(true, Map.of(), queue))) {
            Receiver receiver = transport.openReceiver(new Receiving(0, 0, mode, 10));
            receiver.start(messages);

            broker.stop();

            await().atMost(DEADLINE).until(() -> messages.broken != null);
            assertThat(receiver.stop(DEADLINE)).isTrue();
        }
        assertThat(messages.mistakes).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"ASYNC,AUTO", "BLOCKING,AUTO", "ASYNC,TRANSACTED", "ASYNC,DUPS_OK", "ASYNC,INDIVIDUAL"})
    void aProcessThatMayReconnectGoesOnWithARestartedBroker(SendMode send, AckMode ack) throws Exception {
        Map<String, String> reconnecting = Map.of("reconnectAttempts", "-1", "retryInterval", "100");
        ReceivedMessages messages = new ReceivedMessages();
        try (Transport out = Transports.open(broker.spec(true, reconnecting, queue));
                Transport in = Transports.open(broker.spec(true, reconnecting, queue))) {
            Receiver receiver = in.openReceiver(new Receiving(0, 0, ack, 10));
            receiver.start(messages);
            Sender sender = out.openSender(new Sending(0, 0, send, 10, false, false), sent);
            AtomicReference<Throwable> failure = new AtomicReference<>();
            AtomicBoolean enough = new AtomicBoolean();
            Thread sending = Thread.ofPlatform().start(() -> {
                for (long sequence = 0; !enough.get(); sequence++) {
                    try {
                        sent.send(sender, sequence, sequence + 1, 64);
                    } catch (TransportException e) {
                        failure.set(e); // this message's fate is unknown, the next one may pass
                    }
                }
            });
            await().atMost(DEADLINE).until(() -> sent.acknowledged.size() > 100);

            for (int restarts = 0; restarts < 2; restarts++) {
                broker.restart();
                int before = sent.acknowledged.size();
                await().atMost(DEADLINE)
                        .untilAsserted(() -> assertThat(sent.acknowledged)
                                .as("acknowledged; the last failure: %s", failure.get())
                                .hasSizeGreaterThan(before + 100));
            }
            enough.set(true);
            sending.join(DEADLINE);
            assertThat(sender.awaitConfirmations(DEADLINE)).isTrue();
            await().atMost(DEADLINE)
                    .untilAsserted(() -> assertThat(broker.left(queue.address()))
                            .as(
                                    "left; broken: %s, received %s, mistakes %s",
                                    messages.broken, messages.received.size(), messages.mistakes)
                            .isZero());
            assertThat(receiver.stop(DEADLINE)).isTrue();
        }
        assertThat(messages.received).containsAll(sent.acknowledged);
        assertThat(messages.broken).isNull();
        assertThat(messages.mistakes).isEmpty();
        assertThat(sent.rejected).isEmpty();
    }

    @Test
    void requestsThatWentDownWithTheirBrokerDoNotHoldUpTheNext() throws Exception {
        Map<String, String> reconnecting = Map.of("reconnectAttempts", "-1", "retryInterval", "100");
        var requests = new RpcQueueSpec(broker.spec(false, reconnecting, queue));
        ReceivedMessages messages = new ReceivedMessages();
        try (Transport out = Transports.open(requests);
                Transport in = Transports.open(requests)) {
            Sender sender = out.openSender(ASYNC, sent);
            sent.send(sender, 0, ASYNC.inFlight(), 64);
            await().atMost(DEADLINE).until(() -> broker.left(queue.address()) == ASYNC.inFlight());

            broker.restart();

            assertThat(sender.awaitConfirmations(DEADLINE)).isTrue();
            in.openReceiver(new Receiving(0, 0, AckMode.AUTO, 1)).start(messages);
            sent.send(sender, 10, 30, 64);
            assertThat(sender.awaitConfirmations(DEADLINE)).isTrue();
        }
        assertThat(sent.acknowledged).hasSize(20).allMatch(sequence -> sequence >= 10);
        assertThat(sent.rejected).isEmpty();
    }

    @Test
    void aListenerThatFailsForNoReasonOfOursBreaksItsReceiver() throws Exception {
        ReceivedMessages messages = new ReceivedMessages() {
            @Override
            protected void handle(long sequence, boolean redelivered) {
                throw new IllegalStateException("the disk is full");
            }
        };
        try (Transport transport = Transports.open(broker.spec(true, Map.of(), queue))) {
            transport.openReceiver(new Receiving(0, 0, AckMode.AUTO, 1)).start(messages);
            sent.send(transport.openSender(ASYNC, sent), 0, 3, 64);
            await().atMost(DEADLINE).until(() -> messages.broken != null);
        }
        assertThat(messages.broken).hasMessage("the disk is full");
        assertThat(messages.received).containsExactly(0L);
        await().atMost(DEADLINE).until(() -> broker.left(queue.address()) == 3);
    }

    @Test
    void aWrongPasswordIsSaidWithoutThePassword() throws Exception {
        QueueSpec spec = new QueueSpec(
                broker.url(), "lab", "wr0ng-one", Protocol.CORE, List.of(queue), true, 1024, 1024, Map.of());
        try (Transport transport = Transports.open(spec)) {
            assertThatThrownBy(() -> transport.openSender(ASYNC, sent))
                    .isInstanceOf(TransportException.class)
                    .hasMessageContaining(broker.url())
                    .hasMessageContaining("refused the login of user 'lab'")
                    .satisfies(e -> assertThat(everythingSaidBy(e)).doesNotContain("wr0ng-one"));
        }
    }

    @Test
    @Timeout(10)
    void aPortWhereNobodyListensIsSaidAtOnce() throws Exception {
        String url = "tcp://127.0.0.1:" + TestBroker.freePort();
        QueueSpec spec = new QueueSpec(url, "lab", "x", Protocol.CORE, List.of(queue), true, 1024, 1024, Map.of());
        try (Transport transport = Transports.open(spec)) {
            assertThatThrownBy(() -> transport.openReceiver(new Receiving(0, 0, AckMode.AUTO, 1)))
                    .isInstanceOf(TransportException.class)
                    .hasMessage("cannot connect to the broker at " + url + ": Connection refused");
        }
    }

    @Test
    @Timeout(20)
    void aPeerThatNeverAnswersIsGivenUp() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String url = "tcp://127.0.0.1:" + silent.getLocalPort();
            QueueSpec spec = new QueueSpec(url, "lab", "x", Protocol.CORE, List.of(queue), true, 1024, 1024, Map.of());
            long start = System.nanoTime();
            try (Transport transport = Transports.open(spec)) {
                assertThatThrownBy(() -> transport.openSender(ASYNC, sent))
                        .isInstanceOf(TransportException.class)
                        .hasMessageContaining(url)
                        .hasMessageContaining("did not answer within 7 s");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void aQueueThatIsNotThereIsNamedAndNotCreated() throws Exception {
        QueueSpec.Queue missing = new QueueSpec.Queue("lab.missing", List.of("lab.missing"));
        try (Transport transport = Transports.open(broker.spec(true, Map.of(), missing))) {
            assertThatThrownBy(() -> transport.openSender(ASYNC, sent))
                    .hasMessage("there is no queue lab.missing at " + broker.url());
            assertThatThrownBy(() -> transport.openReceiver(new Receiving(0, 0, AckMode.AUTO, 1)))
                    .hasMessage("there is no queue lab.missing at " + broker.url());
        }
    }

    private static String everythingSaidBy(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
