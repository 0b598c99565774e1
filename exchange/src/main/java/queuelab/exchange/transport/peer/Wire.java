package queuelab.exchange.transport.peer;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/**
 * One end of what connects a sender with a receiver: bytes in, bytes out. Messages go one way, confirmations the other.
 *
 * @param name what and where it is, as a sentence names it
 * @param in blocks while there is nothing to read
 * @param out blocks while the other end does not read
 * @param endingInput ends a read that waits, and all reads to come; any thread
 */
public record Wire(String name, ReadableByteChannel in, WritableByteChannel out, EndingInput endingInput)
        implements Closeable {

    /** Ends reading. */
    @FunctionalInterface
    public interface EndingInput {
        void end() throws IOException;
    }

    @Override
    public void close() throws IOException {
        try (in;
                out) {
            // both, whatever the first one throws
        }
    }
}
