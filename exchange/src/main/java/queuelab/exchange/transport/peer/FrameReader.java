package queuelab.exchange.transport.peer;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/**
 * Reads what a {@link FrameWriter} wrote, in whatever pieces the channel hands it out. Owned by one thread; allocates only to grow, for the
 * longest message so far.
 */
final class FrameReader {
    /** The longest message that a scenario may ask for. A longer length is no length: the stream is out of step. */
    static final int LONGEST_BYTES = 100 * 1024 * 1024;

    private final ReadableByteChannel channel;
    /** What was read and not yet taken, from its position to its limit. */
    private final ByteBuffer buffer =
            ByteBuffer.allocateDirect(FrameWriter.BUFFER_BYTES).flip();

    private ByteBuffer body = ByteBuffer.allocate(4096);

    FrameReader(ReadableByteChannel channel) {
        this.channel = channel;
    }

    /**
     * Waits for the next message.
     *
     * @return false when the stream ended, between two messages
     * @throws EOFException when it ended in the middle of one
     */
    boolean next() throws IOException {
        while (buffer.remaining() < FrameWriter.LENGTH_BYTES) {
            if (fill() < 0) {
                if (buffer.hasRemaining()) {
                    throw endedInside(buffer.remaining(), FrameWriter.LENGTH_BYTES, "the length of a message");
                }
                return false;
            }
        }
        int length = buffer.getInt();
        if (length < 0 || length > LONGEST_BYTES) {
            throw new IOException("a message of " + length + " bytes was announced; they have 0 to " + LONGEST_BYTES);
        }
        readBody(length);
        return true;
    }

    /** The message that was read last, from position 0 to its limit; valid until the next one is read. */
    ByteBuffer body() {
        return body;
    }

    /** Whether the next message is here already, whole, so that reading it will not wait. */
    boolean holdsAnother() {
        return buffer.remaining() >= FrameWriter.LENGTH_BYTES
                && buffer.remaining() - FrameWriter.LENGTH_BYTES >= buffer.getInt(buffer.position());
    }

    /** Waits for the next confirmation, the last of those that are here: each says it all. −1 when the stream ended. */
    long nextConfirmation() throws IOException {
        while (buffer.remaining() < Long.BYTES) {
            if (fill() < 0) {
                return -1;
            }
        }
        int whole = buffer.remaining() / Long.BYTES;
        buffer.position(buffer.position() + (whole - 1) * Long.BYTES);
        return buffer.getLong();
    }

    private void readBody(int length) throws IOException {
        body.clear();
        if (length > body.capacity()) {
            body = ByteBuffer.allocate(Math.max(length, Math.min(LONGEST_BYTES, 2 * body.capacity())));
        }
        body.limit(length);
        while (body.hasRemaining()) {
            if (!buffer.hasRemaining() && fill() < 0) {
                throw endedInside(body.position(), length, "a message");
            }
            int part = Math.min(body.remaining(), buffer.remaining());
            body.put(body.position(), buffer, buffer.position(), part).position(body.position() + part);
            buffer.position(buffer.position() + part);
        }
        body.flip();
    }

    /** Reads what there is, at least a byte; waits for it. */
    private int fill() throws IOException {
        buffer.compact();
        try {
            return channel.read(buffer);
        } finally {
            buffer.flip();
        }
    }

    private static EOFException endedInside(int bytes, int of, String what) {
        return new EOFException("the stream ended after " + bytes + " of " + of + " bytes of " + what);
    }
}
