package queuelab.exchange.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import queuelab.exchange.message.IncomingBody.Condition;

class BodyTest {
    private static final int SIZE = 200;

    private final OutgoingBody outgoing = new OutgoingBody(7, SIZE, 42);
    private final IncomingBody incoming = new IncomingBody();

    @ParameterizedTest
    @ValueSource(ints = {Stamp.BYTES, Stamp.BYTES + 1, SIZE, 1 << 20})
    void whatIsStampedIsRead(int sizeBytes) {
        var body = new OutgoingBody(Integer.MAX_VALUE, sizeBytes, -1);
        body.stamp(Long.MAX_VALUE - 1, 3, Long.MIN_VALUE, -5);
        assertThat(body.bytes()).hasSize(sizeBytes);
        assertThat(incoming.read(ByteBuffer.wrap(body.bytes()))).isEqualTo(Condition.INTACT);
        assertThat(incoming.producer()).isEqualTo(Integer.MAX_VALUE);
        assertThat(incoming.sequence()).isEqualTo(Long.MAX_VALUE - 1);
        assertThat(incoming.attempt()).isEqualTo(3);
        assertThat(incoming.dueNanos()).isEqualTo(Long.MIN_VALUE);
        assertThat(incoming.sentNanos()).isEqualTo(-5);
    }

    @Test
    void aBufferIsReadFromItsBeginningAndLeftAsItWas() {
        outgoing.stamp(1, 1, 2, 3);
        ByteBuffer part = ByteBuffer.allocate(SIZE + 100)
                .position(30)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(outgoing.bytes());
        part.limit(SIZE).position(5);
        assertThat(incoming.read(part)).isEqualTo(Condition.INTACT);
        assertThat(incoming.sequence()).isEqualTo(1);
        assertThat(part.position()).isEqualTo(5);
        assertThat(part.limit()).isEqualTo(SIZE);
    }

    @Test
    void everyFlippedBitIsFound() {
        outgoing.stamp(1, 1, 2, 3);
        byte[] body = outgoing.bytes().clone();
        for (int bit = 0; bit < SIZE * 8; bit++) {
            body[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(incoming.read(ByteBuffer.wrap(body)))
                    .as("bit %d", bit)
                    .isEqualTo(bit / 8 < Stamp.BYTES ? Condition.UNREADABLE : Condition.PAYLOAD_DAMAGED);
            body[bit / 8] ^= (byte) (1 << bit % 8);
        }
        assertThat(incoming.read(ByteBuffer.wrap(body))).isEqualTo(Condition.INTACT);
    }

    @Test
    void everyTruncationIsFound() {
        outgoing.stamp(1, 1, 2, 3);
        for (int length = 0; length < SIZE; length++) {
            assertThat(incoming.read(ByteBuffer.wrap(Arrays.copyOf(outgoing.bytes(), length))))
                    .as("length %d", length)
                    .isEqualTo(length < Stamp.BYTES ? Condition.UNREADABLE : Condition.PAYLOAD_DAMAGED);
        }
    }

    @Test
    void aLengthenedBodyIsFound() {
        outgoing.stamp(1, 1, 2, 3);
        assertThat(incoming.read(ByteBuffer.wrap(Arrays.copyOf(outgoing.bytes(), SIZE + 1))))
                .isEqualTo(Condition.PAYLOAD_DAMAGED);
    }

    @Test
    void anUnreadableStampLeavesNoIdOfAnEarlierMessage() {
        outgoing.stamp(1, 1, 2, 3);
        incoming.read(ByteBuffer.wrap(outgoing.bytes()));
        assertThat(incoming.read(ByteBuffer.allocate(SIZE))).isEqualTo(Condition.UNREADABLE);
        assertThat(incoming.producer()).isEqualTo(-1);
        assertThat(incoming.sequence()).isEqualTo(-1);
    }

    @Test
    void payloadsDifferBetweenProducersAndSeedsAndNothingElse() {
        byte[] payload = payload(new OutgoingBody(7, SIZE, 42));
        assertThat(payload).isEqualTo(payload(outgoing));
        assertThat(payload).isNotEqualTo(payload(new OutgoingBody(8, SIZE, 42)));
        assertThat(payload).isNotEqualTo(payload(new OutgoingBody(7, SIZE, 43)));
    }

    @Test
    void aBodyShorterThanTheStampIsRefused() {
        assertThatThrownBy(() -> new OutgoingBody(0, 47, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a body must be at least 48 B (the stamp), got 47 B");
    }

    private static byte[] payload(OutgoingBody body) {
        return Arrays.copyOfRange(body.bytes(), Stamp.BYTES, SIZE);
    }
}
