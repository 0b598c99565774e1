package queuelab.supervisor.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;
import queuelab.exchange.recording.DiskProbe;

/** Measures how long the data folder takes to make 4 KiB durable: what a journal waits for on each sync. */
public final class SyncProbe {
    private static final int BLOCK_BYTES = 4096;
    private static final int FILE_BLOCKS = 256;

    /** Enough for a p99, and under a second on any disk worth measuring. */
    private static final int SYNCS = 1_000;

    private static final Duration AT_MOST = Duration.ofMillis(600);

    /** The ASYNCIO journal has many writes under way; from about here on a disk's queue only grows. */
    private static final int ASYNCIO_WRITERS = 8;

    private SyncProbe() {}

    /** Makes one block of the probe's file durable. */
    @FunctionalInterface
    private interface Sync {
        void sync(int block) throws IOException;
    }

    /**
     * Writes and syncs (fdatasync) blocks in a file of their own until either bound is reached, and removes the file.
     *
     * @return one value per sync, in nanoseconds
     */
    public static Histogram measure(Path folder, int syncs, Duration atMost) throws IOException {
        return probing(folder, file -> {
            try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES);
                return timed(syncs, atMost, at -> {
                    channel.write(block.clear(), (long) at * BLOCK_BYTES);
                    channel.force(false);
                });
            }
        });
    }

    /**
     * Probes the disk under a folder in the way of a journal type.
     *
     * @param journal {@code NIO}, {@code MAPPED} or {@code ASYNCIO}; any other is taken for NIO
     * @return also where it cannot be probed in that way: then without figures, and saying why
     */
    public static DiskProbe of(Path folder, String journal) throws IOException {
        FileStore store = Files.getFileStore(folder);
        long now = System.currentTimeMillis();
        String remark = remark(store.type());
        int writers = journal.equals("ASYNCIO") ? ASYNCIO_WRITERS : 1;
        try {
            Histogram latencies = switch (journal) {
                case "MAPPED" -> mapped(folder);
                case "ASYNCIO" -> direct(folder);
                default -> measure(folder, SYNCS, AT_MOST);
            };
            return new DiskProbe(
                    journal,
                    writers,
                    now,
                    store.type(),
                    store.name(),
                    remark,
                    latencies.getTotalCount(),
                    Math.rint(latencies.getMean()),
                    latencies.getValueAtPercentile(50),
                    latencies.getValueAtPercentile(90),
                    latencies.getValueAtPercentile(99),
                    latencies.getMaxValue());
        } catch (UnsupportedOperationException | IOException e) {
            String why = "could not be probed in the way of " + journal + ": " + e.getMessage();
            return new DiskProbe(journal, writers, now, store.type(), store.name(), why, 0, 0, 0, 0, 0, 0);
        }
    }

    /** What a reader must know of a file system on which a sync is not what it is on a disk. */
    private static String remark(String type) {
        return switch (type) {
            case "tmpfs", "ramfs" -> type + " is memory, no disk: a sync costs nothing here and keeps nothing";
            case "overlay", "overlayfs" ->
                type + ": a container's layered file system, whose syncs may cost more than a disk's";
            case "nfs", "nfs4", "cifs", "9p", "virtiofs" -> type + ": the disk is another machine's";
            default -> "";
        };
    }

    private static Histogram mapped(Path folder) throws IOException {
        return probing(folder, file -> {
            try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                MappedByteBuffer map = channel.map(FileChannel.MapMode.READ_WRITE, 0, (long) FILE_BLOCKS * BLOCK_BYTES);
                return timed(SYNCS, AT_MOST, at -> {
                    map.put(at * BLOCK_BYTES, (byte) (map.get(at * BLOCK_BYTES) + 1));
                    map.force(at * BLOCK_BYTES, BLOCK_BYTES);
                });
            }
        });
    }

    /** Past the page cache, each write returning when it is durable, several under way. */
    private static Histogram direct(Path folder) throws IOException {
        OpenOption[] how = {StandardOpenOption.WRITE, StandardOpenOption.DSYNC, directAccess()};
        return probing(folder, file -> {
            try (var channel = FileChannel.open(file, how);
                    ExecutorService writers = Executors.newFixedThreadPool(ASYNCIO_WRITERS)) {
                List<Future<Histogram>> results = new ArrayList<>();
                for (int writer = 0; writer < ASYNCIO_WRITERS; writer++) {
                    int first = writer * (FILE_BLOCKS / ASYNCIO_WRITERS);
                    results.add(writers.submit(() -> {
                        ByteBuffer block =
                                ByteBuffer.allocateDirect(2 * BLOCK_BYTES).alignedSlice(BLOCK_BYTES);
                        return timed(
                                SYNCS / ASYNCIO_WRITERS,
                                AT_MOST,
                                at -> channel.write(
                                        block.clear().limit(BLOCK_BYTES),
                                        (long) (first + at % (FILE_BLOCKS / ASYNCIO_WRITERS)) * BLOCK_BYTES));
                    }));
                }
                var all = new Histogram(3);
                for (Future<Histogram> result : results) {
                    all.add(result.get());
                }
                return all;
            } catch (ExecutionException e) {
                throw new IOException(
                        e.getCause() == null ? e.getMessage() : e.getCause().getMessage(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("the probe was interrupted", e);
            }
        });
    }

    /** The JDK's way to open a file past the page cache. No part of the Java platform, so it is looked up by name. */
    private static OpenOption directAccess() {
        try {
            for (Object option :
                    Class.forName("com.sun.nio.file.ExtendedOpenOption").getEnumConstants()) {
                if (option instanceof OpenOption direct && option.toString().equals("DIRECT")) {
                    return direct;
                }
            }
        } catch (ClassNotFoundException e) {
            throw new UnsupportedOperationException("this JDK has no direct I/O", e);
        }
        throw new UnsupportedOperationException("this JDK has no direct I/O");
    }

    private static Histogram timed(int syncs, Duration atMost, Sync sync) throws IOException {
        var latencies = new Histogram(3);
        long end = System.nanoTime() + atMost.toNanos();
        for (int i = 0; i < syncs && end - System.nanoTime() > 0; i++) {
            long before = System.nanoTime();
            sync.sync(i % FILE_BLOCKS);
            latencies.recordValue(System.nanoTime() - before);
        }
        return latencies;
    }

    /** In a file that is there in full before anything is timed, as a journal's files are. */
    private static Histogram probing(Path folder, Probing probing) throws IOException {
        Path file = Files.createTempFile(folder, "sync-probe", ".tmp");
        try {
            try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES);
                for (int i = 0; i < FILE_BLOCKS; i++) {
                    channel.write(block.clear(), (long) i * BLOCK_BYTES);
                }
                channel.force(true);
            }
            return probing.probe(file);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    @FunctionalInterface
    private interface Probing {
        Histogram probe(Path file) throws IOException;
    }
}
