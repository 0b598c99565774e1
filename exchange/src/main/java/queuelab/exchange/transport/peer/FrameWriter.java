package queuelab.exchange.transport.peer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * Writes messages to a stream of bytes, each after its length (4 bytes, big-endian). Owned by one thread; allocates nothing for a
 * message, however long, and copies it once. A channel that takes only a part is asked again.
 */
final class FrameWriter {
    static final int LENGTH_BYTES = 4;
    /** What a Linux pipe holds by default: a longer message does not fit into one at once anyway. */
    static final int BUFFER_BYTES = 64 * 1024;

    private final WritableByteChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);

    FrameWriter(WritableByteChannel channel) {
        this.channel = channel;
    }

    /** Returns when the whole message is in the channel's hands; blocks while the channel pushes back. */
    void write(byte[] body, int length) throws IOException {
        buffer.clear().putInt(length);
        int at = 0;
        do {
            int part = Math.min(length - at, buffer.remaining());
            buffer.put(body, at, part);
            at += part;
            flush();
        } while (at < length);
    }

    /** Writes the count of all messages that the receiver took so far. */
    void writeConfirmation(long count) throws IOException {
        buffer.clear().putLong(count);
        flush();
    }

    private void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }
}
