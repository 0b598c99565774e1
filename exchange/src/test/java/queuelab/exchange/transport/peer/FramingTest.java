package queuelab.exchange.transport.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramingTest {
    private static final int[] LENGTHS = {48, 0, 100, 65_531, 65_532, 65_533, 200_000, 1, 48};

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 1000, 1 << 20})
    void messagesComeBackWholeHoweverTheyAreCutUp(int mostBytes) throws IOException {
        var random = new Random(1);
        var stream = new ByteArrayOutputStream();
        var writer = new FrameWriter(new Dribbling(mostBytes, stream));
        byte[][] sent = new byte[LENGTHS.length][];
        for (int i = 0; i < LENGTHS.length; i++) {
            sent[i] = new byte[LENGTHS[i]];
            random.nextBytes(sent[i]);
            writer.write(sent[i], LENGTHS[i]);
        }

        var reader = new FrameReader(reading(stream.toByteArray(), mostBytes));
        for (byte[] message : sent) {
            assertThat(reader.next()).isTrue();
            assertThat(bytes(reader.body())).isEqualTo(message);
        }
        assertThat(reader.next()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 50, 99})
    void aStreamThatEndsInsideAMessageSaysHowFarItCame(int bytes) throws IOException {
        var stream = new ByteArrayOutputStream();
        new FrameWriter(new Dribbling(1000, stream)).write(new byte[96], 96);
        var reader = new FrameReader(reading(Arrays.copyOf(stream.toByteArray(), bytes), 1000));

        assertThatExceptionOfType(EOFException.class)
                .isThrownBy(reader::next)
                .withMessage(
                        bytes < 4
                                ? "the stream ended after " + bytes + " of 4 bytes of the length of a message"
                                : "the stream ended after " + (bytes - 4) + " of 96 bytes of a message");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 104_857_601})
    void aLengthThatNoMessageHasEndsTheStream(int length) {
        var reader =
                new FrameReader(reading(ByteBuffer.allocate(8).putInt(length).array(), 1000));

        assertThatIOException()
                .isThrownBy(reader::next)
                .withMessage("a message of " + length + " bytes was announced; they have 0 to 104857600");
    }

    @Test
    void theLatestConfirmationSaysItAll() throws IOException {
        var stream = new ByteArrayOutputStream();
        var writer = new FrameWriter(new Dribbling(1000, stream));
        writer.writeConfirmation(1);
        writer.writeConfirmation(5);
        writer.writeConfirmation(9);

        assertThat(new FrameReader(reading(stream.toByteArray(), 1000)).nextConfirmation())
                .isEqualTo(9);
        var piecemeal = new FrameReader(reading(stream.toByteArray(), 11));
        assertThat(piecemeal.nextConfirmation()).isEqualTo(1);
        assertThat(piecemeal.nextConfirmation()).isEqualTo(5);
        assertThat(piecemeal.nextConfirmation()).isEqualTo(9);
        assertThat(piecemeal.nextConfirmation()).isEqualTo(-1);
    }

    @Test
    void anotherMessageIsThereOnlyWhenAllOfItIs() throws IOException {
        var stream = new ByteArrayOutputStream();
        var writer = new FrameWriter(new Dribbling(1000, stream));
        writer.write(new byte[10], 10);
        writer.write(new byte[10], 10);
        var whole = new FrameReader(reading(stream.toByteArray(), 1000));
        var cut = new FrameReader(reading(stream.toByteArray(), 27));

        assertThat(whole.next()).isTrue();
        assertThat(whole.holdsAnother()).isTrue();
        assertThat(cut.next()).isTrue();
        assertThat(cut.holdsAnother()).isFalse();
    }

    private static byte[] bytes(ByteBuffer body) {
        byte[] bytes = new byte[body.remaining()];
        body.get(bytes);
        return bytes;
    }

    private static ReadableByteChannel reading(byte[] stream, int mostBytes) {
        ByteBuffer left = ByteBuffer.wrap(stream);
        return new ReadableByteChannel() {
            @Override
            public int read(ByteBuffer into) {
                if (!left.hasRemaining()) {
                    return -1;
                }
                int bytes = Math.min(mostBytes, Math.min(left.remaining(), into.remaining()));
                into.put(left.slice(left.position(), bytes));
                left.position(left.position() + bytes);
                return bytes;
            }

            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public void close() {}
        };
    }

    /** Takes only so many bytes at a time. */
    private record Dribbling(int mostBytes, ByteArrayOutputStream stream) implements WritableByteChannel {
        @Override
        public int write(ByteBuffer from) {
            int bytes = Math.min(mostBytes, from.remaining());
            byte[] part = new byte[bytes];
            from.get(part);
            stream.write(part, 0, bytes);
            return bytes;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
