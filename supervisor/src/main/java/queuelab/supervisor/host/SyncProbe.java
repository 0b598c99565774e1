package queuelab.supervisor.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/** Measures how long the data folder takes to make 4 KiB durable: what a NIO journal waits for on each sync. */
public final class SyncProbe {
    private static final int BLOCK_BYTES = 4096;
    private static final int FILE_BLOCKS = 256;

    private SyncProbe() {}

    /**
     * Writes and syncs (fdatasync) blocks in a file of their own until either bound is reached, and removes the file.
     *
     * @return one value per sync, in nanoseconds
     */
    public static Histogram measure(Path folder, int syncs, Duration atMost) throws IOException {
        var latencies = new Histogram(3);
        Path file = Files.createTempFile(folder, "sync-probe", ".tmp");
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES);
            for (int i = 0; i < FILE_BLOCKS; i++) {
                channel.write(block.clear(), (long) i * BLOCK_BYTES);
            }
            channel.force(true);
            long end = System.nanoTime() + atMost.toNanos();
            for (int i = 0; i < syncs && end - System.nanoTime() > 0; i++) {
                channel.write(block.clear(), (long) i % FILE_BLOCKS * BLOCK_BYTES);
                long before = System.nanoTime();
                channel.force(false);
                latencies.recordValue(System.nanoTime() - before);
            }
        } finally {
            Files.deleteIfExists(file);
        }
        return latencies;
    }
}
