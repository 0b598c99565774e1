package queuelab.exchange.transport.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.apache.activemq.artemis.api.core.ActiveMQAddressFullException;
import org.apache.activemq.artemis.api.core.ActiveMQUnBlockedException;
import org.apache.activemq.artemis.core.client.impl.ClientMessageImpl;
import org.apache.activemq.artemis.jms.client.ActiveMQMessage;
import org.junit.jupiter.api.Test;
import queuelab.exchange.transport.SendListener;
import queuelab.exchange.transport.TransportException;

class InFlightTest {
    private static final Message MESSAGE = ActiveMQMessage.createMessage(new ClientMessageImpl(), null, null);

    private final SentMessages sent = new SentMessages();

    @Test
    void aSlotIsFreeAgainOnceAndOnlyOnceWhenItsMessageIsAnswered() throws Exception {
        InFlight inFlight = new InFlight(2, sent);
        InFlight.Slot first = inFlight.take();
        first.begin(7, System.nanoTime());
        InFlight.Slot second = inFlight.take();
        second.begin(8, System.nanoTime());
        assertThat(inFlight.awaitAll(Duration.ZERO)).isFalse();

        second.onCompletion(MESSAGE);
        first.onCompletion(MESSAGE);
        first.onCompletion(MESSAGE); // Artemis may answer twice around a reconnect
        first.onException(MESSAGE, new JMSException("late"));

        assertThat(inFlight.awaitAll(Duration.ZERO)).isTrue();
        assertThat(sent.acknowledged).containsExactlyInAnyOrder(7L, 8L);
        assertThat(sent.rejected).isEmpty();
    }

    @Test
    void onlyAProvenRefusalIsARejection() throws Exception {
        InFlight inFlight = new InFlight(2, sent);
        InFlight.Slot full = inFlight.take();
        full.begin(1, 0);
        InFlight.Slot lost = inFlight.take();
        lost.begin(2, 0);

        full.onException(MESSAGE, causedBy(new ActiveMQAddressFullException("no room")));
        lost.onException(MESSAGE, causedBy(new ActiveMQUnBlockedException("connection gone")));

        assertThat(sent.rejected).containsOnlyKeys(1L).containsValue("no room");
        assertThat(sent.acknowledged).isEmpty();
        assertThat(inFlight.awaitAll(Duration.ZERO)).isTrue();
    }

    @Test
    void aConfirmationThatCannotBeNotedStopsTheSender() throws Exception {
        InFlight inFlight = new InFlight(1, new SendListener() {
            @Override
            public void acknowledged(long sequence, long sentNanos, long acknowledgedNanos) {
                throw new UncheckedIOException(new IOException("disk full"));
            }

            @Override
            public void rejected(long sequence, String reason) {}
        });
        InFlight.Slot slot = inFlight.take();
        slot.begin(1, 0);

        slot.onCompletion(MESSAGE);

        assertThatThrownBy(inFlight::take)
                .isInstanceOf(TransportException.class)
                .hasMessageContaining("taking note of a confirmation failed")
                .hasMessageContaining("disk full");
    }

    @Test
    void nothingIsToldAfterClosing() throws Exception {
        InFlight inFlight = new InFlight(1, sent);
        InFlight.Slot slot = inFlight.take();
        slot.begin(1, 0);

        inFlight.close();
        slot.onCompletion(MESSAGE);

        assertThat(sent.acknowledged).isEmpty();
    }

    private static JMSException causedBy(Exception cause) {
        JMSException exception = new JMSException(cause.getMessage());
        exception.initCause(cause);
        return exception;
    }
}
