package queuelab.exchange.transport.sharedmemory;

import java.io.Closeable;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * The mapped file: who uses it, what was confirmed, and the ring. Each number of the header has a cache line of its own.
 *
 * <pre>
 *    0  process id of the sender     (0: not there yet)
 *  128  process id of the receiver
 *  256  whether the sender closed    (1: it did)
 *  384  whether the receiver closed
 *  512  count of the messages that the receiver has handled
 * 4096  ring buffer of {@value #RING_BYTES} bytes, and its trailer
 * </pre>
 *
 * Owned by whoever opened it; {@link #ring} by one thread on either side.
 */
final class SharedRing implements Closeable {
    /** Of the ring. A longer record than an eighth of it does not fit: messages travel in parts of at most {@link #PART_BYTES}. */
    static final int RING_BYTES = 4 << 20;

    static final int PART_BYTES = 256 << 10;

    /** A part of a message that goes on. */
    static final int PART = 1;
    /** The last part of a message, or all of it. */
    static final int LAST = 2;

    private static final int SENDER_AT = 0;
    private static final int RECEIVER_AT = 128;
    private static final int SENDER_CLOSED_AT = 256;
    private static final int RECEIVER_CLOSED_AT = 384;
    private static final int HANDLED_AT = 512;
    private static final int RING_AT = 4096;
    private static final int BYTES = RING_AT + RING_BYTES + RingBufferDescriptor.TRAILER_LENGTH;

    private final Path file;
    private final MappedByteBuffer mapped;
    private final UnsafeBuffer header;
    private final OneToOneRingBuffer ring;

    private SharedRing(Path file, MappedByteBuffer mapped) {
        this.file = file;
        this.mapped = mapped;
        this.header = new UnsafeBuffer(mapped, 0, RING_AT);
        this.ring = new OneToOneRingBuffer(new UnsafeBuffer(mapped, RING_AT, BYTES - RING_AT));
    }

    /** Creates it, for the receiver. It appears under its name only when it is whole. */
    static SharedRing create(Path file) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var ring = new SharedRing(file, channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES));
            ring.header.putLongRelease(RECEIVER_AT, ProcessHandle.current().pid());
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            return ring;
        }
    }

    /** Joins one that a receiver created; empty while there is none. */
    static Optional<SharedRing> join(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var ring = new SharedRing(file, channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES));
            ring.header.putLongRelease(SENDER_AT, ProcessHandle.current().pid());
            Files.deleteIfExists(file); // both have it now
            return Optional.of(ring);
        }
    }

    OneToOneRingBuffer ring() {
        return ring;
    }

    long handled() {
        return header.getLongVolatile(HANDLED_AT);
    }

    void handled(long count) {
        header.putLongRelease(HANDLED_AT, count);
    }

    /** Whether the receiver closed its end, or its process is gone. */
    boolean receiverGone() {
        return gone(RECEIVER_AT, RECEIVER_CLOSED_AT);
    }

    /** Whether the sender came, and closed its end or its process is gone. */
    boolean senderGone() {
        return gone(SENDER_AT, SENDER_CLOSED_AT);
    }

    void closeSender() {
        header.putLongRelease(SENDER_CLOSED_AT, 1);
    }

    void closeReceiver() {
        header.putLongRelease(RECEIVER_CLOSED_AT, 1);
    }

    private boolean gone(int processAt, int closedAt) {
        long process = header.getLongVolatile(processAt);
        return process != 0
                && (header.getLongVolatile(closedAt) == 1
                        || ProcessHandle.of(process)
                                .filter(ProcessHandle::isAlive)
                                .isEmpty());
    }

    /** Unmaps it, once no thread of this process uses it any more, and removes the file if nobody has. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
        BufferUtil.free(mapped);
    }

    @Override
    public String toString() {
        return "the shared memory " + file;
    }
}
