package queuelab.exchange.control;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;

/**
 * This process's stdin, which can be closed while a thread waits in it. A JVM that exits waits 300 ms for threads that are within the system
 * ({@code VM_Exit::wait_for_threads_in_native_to_block} in HotSpot), and the one that reads {@link System#in} always is.
 */
final class Stdin {
    private final FileChannel channel = new FileInputStream(FileDescriptor.in).getChannel();

    InputStream stream() {
        return Channels.newInputStream(channel);
    }

    /** Whoever reads it hears that it broke off. */
    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            System.err.println("could not close stdin: " + e.getMessage());
        }
    }
}
