package queuelab.exchange.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import queuelab.exchange.transport.Transport.Receiving;
import queuelab.exchange.transport.Transport.Sending;
import queuelab.exchange.transport.queue.ReceivedMessages;
import queuelab.exchange.transport.queue.SentMessages;

/** What every transport without a broker promises, between two threads of this process. */
@Timeout(60)
class TransportContractTest {
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final Receiving RECEIVING = new Receiving(0, 0, AckMode.AUTO, 1);

    @TempDir
    private Path folder;

    private final SentMessages sent = new SentMessages();
    private final ReceivedMessages received = new ReceivedMessages();
    private @Nullable Transport out;
    private @Nullable Transport in;
    private @Nullable Receiver receiver;

    @AfterEach
    void close() throws TransportException {
        try {
            if (out != null) {
                out.close();
            }
        } finally {
            if (in != null) {
                in.close();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyMessageArrivesOnceAndIsConfirmed(Way way) throws Exception {
        Sender sender = open(way, SendMode.ASYNC, 100, received);

        sent.send(sender, 0, 5_000, 100);

        assertThat(sender.awaitConfirmations(DEADLINE)).isTrue();
        assertArrived(way, received, 5_000);
        assertThat(sent.acknowledged).hasSize(5_000);
        assertThat(sent.mostUnconfirmed).hasValueLessThanOrEqualTo(100);
        assertThat(receiver.stop(DEADLINE)).isTrue();
        assertThat(received.sortedConsumed()).isEqualTo(numbers(5_000));
        assertThat(received.mistakes).isEmpty();
        assertThat(received.redeliveries).isEmpty();
        assertThat(received.broken).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void aBlockingSendReturnsWhenTheReceiverHasHandledTheMessage(Way way) throws Exception {
        Sender sender = open(way, SendMode.BLOCKING, 100, received);

        for (int i = 0; i < 50; i++) {
            sent.send(sender, i, i + 1, 48);
            assertThat(received.received).hasSize(i + 1);
            assertThat(sent.acknowledged).hasSize(i + 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMessageLargerThanAnyBufferArrivesWhole(Way way) throws Exception {
        Sender sender = open(way, SendMode.ASYNC, 3, received);

        sent.send(sender, 0, 4, 5 * 1024 * 1024);
        assertThat(sender.awaitConfirmations(DEADLINE)).isTrue();

        sent.send(sender, 4, 6, 48);
        assertThat(sender.awaitConfirmations(DEADLINE)).isTrue();
        assertThat(received.lengths)
                .containsExactlyInAnyOrder(5 * 1024 * 1024, 5 * 1024 * 1024, 5 * 1024 * 1024, 5 * 1024 * 1024, 48, 48);
        assertArrived(way, received, 6);
    }

    @ParameterizedTest
    @EnumSource
    void aConsumerThatIsSlowHoldsItsProducerBackAndLosesNothing(Way way) throws Exception {
        var held = new CountDownLatch(1);
        var slow = new ReceivedMessages() {
            @Override
            protected void handle(long sequence, boolean redelivered) {
                awaitLatch(held);
            }
        };
        Sender sender = open(way, SendMode.ASYNC, 100, slow);
        CompletableFuture<Void> sending = inBackground(() -> sent.send(sender, 0, 1_000, 100));

        await().atMost(DEADLINE).until(() -> slow.received.size() == 1 && sent.unconfirmed.get() == 100);
        assertThat(sending).isNotDone();

        held.countDown();
        sending.get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
        assertThat(sender.awaitConfirmations(DEADLINE)).isTrue();
        assertArrived(way, slow, 1_000);
    }

    @ParameterizedTest
    @EnumSource(names = {"PIPE", "TCP", "UNIX", "SHARED_MEMORY"})
    void aFullBufferHoldsTheProducerBackBeforeTheLimitOfUnconfirmedMessagesDoes(Way way) throws Exception {
        var held = new CountDownLatch(1);
        var slow = new ReceivedMessages() {
            @Override
            protected void handle(long sequence, boolean redelivered) {
                awaitLatch(held);
            }
        };
        Sender sender = open(way, SendMode.ASYNC, 100_000, slow);
        CompletableFuture<Void> sending = inBackground(() -> sent.send(sender, 0, 20_000, 1024));

        await().atMost(DEADLINE)
                .during(Duration.ofMillis(300))
                .until(() -> sent.unconfirmed.get() > 0 && sent.unconfirmed.get() < 20_000 && !sending.isDone());

        held.countDown();
        sending.get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
        assertThat(sender.awaitConfirmations(DEADLINE)).isTrue();
        assertThat(slow.received).hasSize(20_000);
    }

    @ParameterizedTest
    @EnumSource
    void aSenderWhoseReceiverIsGoneSaysSoAndConfirmsNothingMore(Way way) throws Exception {
        Sender sender = open(way, SendMode.ASYNC, 10, received);
        sent.send(sender, 0, 5, 100);
        assertThat(sender.awaitConfirmations(DEADLINE)).isTrue();

        in.close();

        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(() -> {
                    sent.send(sender, 5, 100, 100);
                    sender.awaitConfirmations(DEADLINE);
                })
                .withMessageContaining("receiver");
        assertThat(sent.acknowledged).containsExactlyInAnyOrderElementsOf(numbers(5));
        assertThat(sent.rejected).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aSenderThatWaitsForAPlaceIsFreedWhenItsReceiverGoes(Way way) throws Exception {
        var held = new CountDownLatch(1);
        var stuck = new ReceivedMessages() {
            @Override
            protected void handle(long sequence, boolean redelivered) {
                awaitLatch(held);
            }
        };
        Sender sender = open(way, SendMode.ASYNC, 10, stuck);
        CompletableFuture<Void> sending = inBackground(() -> {
            sent.send(sender, 0, 1_000, 100);
            sender.awaitConfirmations(DEADLINE);
        });
        await().atMost(DEADLINE).until(() -> sent.unconfirmed.get() == 10);

        CompletableFuture<Void> closing = inBackground(in::close);
        held.countDown();

        assertThat(sending)
                .failsWithin(DEADLINE)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(TransportException.class)
                .withMessageContaining("receiver");
        closing.get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
        assertThat(sent.acknowledged).isSubsetOf(stuck.received);
    }

    @ParameterizedTest
    @EnumSource
    void aReceiverThatIsStoppedFinishesTheMessageInHandAndTakesNoMore(Way way) throws Exception {
        var inside = new CountDownLatch(1);
        var held = new CountDownLatch(1);
        var slow = new ReceivedMessages() {
            @Override
            protected void handle(long sequence, boolean redelivered) {
                inside.countDown();
                awaitLatch(held);
            }
        };
        Sender sender = open(way, SendMode.ASYNC, 10, slow);
        sent.send(sender, 0, 5, 100);
        awaitLatch(inside);

        assertThat(receiver.stop(Duration.ofMillis(50))).isFalse();
        held.countDown();
        assertThat(receiver.stop(DEADLINE)).isTrue();

        assertThat(slow.received).hasSize(1);
        assertThat(slow.consumed).containsExactlyElementsOf(slow.received);
        assertThat(slow.mistakes).isEmpty();
    }

    private Sender open(Way way, SendMode mode, int inFlight, DeliveryListener listener) throws Exception {
        TransportSpec spec = way.in(folder);
        in = Transports.open(spec);
        receiver = in.openReceiver(RECEIVING);
        out = Transports.open(spec);
        Sender sender = out.openSender(new Sending(0, 0, mode, inFlight, false, false), sent);
        receiver.start(listener);
        return sender;
    }

    private static void assertArrived(Way way, ReceivedMessages messages, long count) {
        if (way.keepsOrder()) {
            assertThat(messages.received).containsExactlyElementsOf(numbers(count));
        } else {
            assertThat(messages.received).containsExactlyInAnyOrderElementsOf(numbers(count));
        }
    }

    private static List<Long> numbers(long count) {
        return LongStream.range(0, count).boxed().toList();
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private interface Doing {
        void run() throws Exception;
    }

    private static CompletableFuture<Void> inBackground(Doing doing) {
        var done = new CompletableFuture<Void>();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                doing.run();
                done.complete(null);
            } catch (Exception | AssertionError e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }
}
