package queuelab.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux counts of this process's writing and of one disk's flushing; −1 where it does not, or this is no Linux. */
final class SystemCounters {
    static final long UNKNOWN = -1;

    private static final Path PROCESS_IO = Path.of("/proc/self/io");
    private static final Path DISKS = Path.of("/proc/diskstats");
    private static final Path BLOCK_DEVICES = Path.of("/sys/class/block");

    /** Counted from 0, after major and minor number and name: iostats.rst of the Linux kernel, “flush requests completed”. */
    private static final int FLUSHES_AT = 18;

    private final String disk;

    private SystemCounters(String disk) {
        this.disk = disk;
    }

    /** Of the disk that a folder lies on. */
    static SystemCounters of(Path folder) throws IOException {
        Path device = Path.of(Files.getFileStore(folder).name()).getFileName();
        return new SystemCounters(device == null ? "" : wholeDisk(device.toString()));
    }

    /** Flushes are counted for a disk, not for its partitions. */
    private static String wholeDisk(String device) throws IOException {
        Path entry = BLOCK_DEVICES.resolve(device);
        if (!Files.exists(entry.resolve("partition"))) {
            return device;
        }
        Path disk = entry.toRealPath().getParent();
        return disk == null || disk.getFileName() == null
                ? device
                : disk.getFileName().toString();
    }

    long deviceFlushes() {
        try {
            for (String line : Files.readAllLines(DISKS)) {
                String[] fields = line.strip().split("\\s+", -1);
                if (fields.length > FLUSHES_AT && fields[2].equals(disk)) {
                    return Long.parseLong(fields[FLUSHES_AT]);
                }
            }
        } catch (IOException e) {
            return UNKNOWN;
        }
        return UNKNOWN;
    }

    /** Bytes that this process had the system write to a disk. */
    long writtenBytes() {
        try {
            for (String line : Files.readAllLines(PROCESS_IO)) {
                if (line.startsWith("write_bytes: ")) {
                    return Long.parseLong(
                            line.substring("write_bytes: ".length()).strip());
                }
            }
        } catch (IOException e) {
            return UNKNOWN;
        }
        return UNKNOWN;
    }
}
