package queuelab.exchange.transport.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import queuelab.exchange.transport.AckMode;
import queuelab.exchange.transport.HandlingFailed;
import queuelab.exchange.transport.QueueSpec;
import queuelab.exchange.transport.Receiver;
import queuelab.exchange.transport.RpcQueueSpec;
import queuelab.exchange.transport.SendMode;
import queuelab.exchange.transport.Sender;
import queuelab.exchange.transport.Transport;
import queuelab.exchange.transport.Transport.Receiving;
import queuelab.exchange.transport.Transport.Sending;
import queuelab.exchange.transport.Transports;

/** Requests and replies on a real broker. */
class RequestReplyTest {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    @TempDir
    private static Path folder;

    private static TestBroker broker;

    private final SentMessages sent = new SentMessages();
    private final ReceivedMessages received = new ReceivedMessages();

    @BeforeAll
    static void startBroker() throws Exception {
        broker = TestBroker.start(folder);
    }

    @AfterAll
    static void stopBroker() throws Exception {
        broker.stop();
    }

    @ParameterizedTest
    @EnumSource(names = "TRANSACTED", mode = EnumSource.Mode.EXCLUDE)
    void everyRequestIsHandledOnceAndAcknowledgedByItsReply(AckMode mode) throws Exception {
        RpcQueueSpec spec = spec("lab.requests." + mode.word(), true);
        try (Transport in = Transports.open(spec);
                Transport out = Transports.open(spec)) {
            Receiver receiver = in.openReceiver(new Receiving(0, 0, mode, 1));
            receiver.start(received);
            Sender sender = out.openSender(new Sending(0, 0, SendMode.ASYNC, 20, false, false), sent);

            sent.send(sender, 0, 300, 100);

            assertThat(sender.awaitConfirmations(DEADLINE)).isTrue();
            assertThat(receiver.stop(DEADLINE)).isTrue();
        }
        assertThat(sent.acknowledged).hasSize(300);
        assertThat(sent.mostUnconfirmed).hasValueLessThanOrEqualTo(20);
        assertThat(received.received)
                .containsExactlyElementsOf(LongStream.range(0, 300).boxed().toList());
        assertThat(received.mistakes).isEmpty();
    }

    @Test
    void nothingIsAcknowledgedBeforeItsReply() throws Exception {
        RpcQueueSpec spec = spec("lab.requests.held", false);
        var held = new CountDownLatch(1);
        var slow = new ReceivedMessages() {
            @Override
            protected void handle(long sequence, boolean redelivered) {
                try {
                    assertThat(held.await(DEADLINE.toSeconds(), TimeUnit.SECONDS))
                            .isTrue();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        };
        try (Transport in = Transports.open(spec);
                Transport out = Transports.open(spec)) {
            in.openReceiver(new Receiving(0, 0, AckMode.AUTO, 1)).start(slow);
            Sender sender = out.openSender(new Sending(0, 0, SendMode.ASYNC, 20, false, false), sent);
            sent.send(sender, 0, 10, 100);
            await().atMost(DEADLINE).until(() -> slow.received.size() == 1);

            assertThat(sender.awaitConfirmations(Duration.ofMillis(200))).isFalse();
            assertThat(sent.acknowledged).isEmpty();

            held.countDown();
            assertThat(sender.awaitConfirmations(DEADLINE)).isTrue();
        }
    }

    @Test
    void aBlockingRequestReturnsWithItsReply() throws Exception {
        RpcQueueSpec spec = spec("lab.requests.blocking", false);
        try (Transport in = Transports.open(spec);
                Transport out = Transports.open(spec)) {
            in.openReceiver(new Receiving(0, 0, AckMode.AUTO, 1)).start(received);
            Sender sender = out.openSender(new Sending(0, 0, SendMode.BLOCKING, 20, false, false), sent);
            for (int i = 0; i < 20; i++) {
                sent.send(sender, i, i + 1, 100);
                assertThat(sent.acknowledged).hasSize(i + 1);
                assertThat(received.received).hasSize(i + 1);
            }
        }
    }

    @Test
    void aRequestWhoseHandlingFailedIsRepliedToWhenItWasHandedOutAgain() throws Exception {
        RpcQueueSpec spec = spec("lab.requests.again", false);
        var failing = new ReceivedMessages() {
            private boolean failed;

            @Override
            protected void handle(long sequence, boolean redelivered) throws HandlingFailed {
                if (sequence == 5 && !failed) {
                    failed = true;
                    throw new HandlingFailed(false);
                }
            }
        };
        try (Transport in = Transports.open(spec);
                Transport out = Transports.open(spec)) {
            in.openReceiver(new Receiving(0, 0, AckMode.AUTO, 1)).start(failing);
            Sender sender = out.openSender(new Sending(0, 0, SendMode.ASYNC, 20, false, false), sent);
            sent.send(sender, 0, 10, 100);
            assertThat(sender.awaitConfirmations(DEADLINE)).isTrue();
        }
        assertThat(failing.redeliveries).contains(5L);
        assertThat(sent.acknowledged).hasSize(10);
    }

    private static RpcQueueSpec spec(String address, boolean durable) throws Exception {
        QueueSpec.Queue queue = broker.queue(address, 1, durable);
        return new RpcQueueSpec(broker.spec(durable, Map.of(), queue));
    }
}
