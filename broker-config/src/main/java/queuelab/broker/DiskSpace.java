package queuelab.broker;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.activemq.artemis.core.config.Configuration;

/** Whether a storage folder can be written to and has room. Artemis itself would start, and then block producers without a word. */
final class DiskSpace {
    /** The floor where a configuration sets none: the journal's first files, a page and some messages. */
    private static final long LEAST_FREE_BYTES = 128L << 20;

    private static final int UNLIMITED = -1;

    private DiskSpace() {}

    /** Creates the folder where it is missing, writes a file into it and measures what is free. */
    static void check(Path storage, Configuration configuration) throws BrokerException {
        try {
            Files.createDirectories(storage);
            Files.delete(Files.createTempFile(storage, "writable", ".probe"));
        } catch (IOException e) {
            throw new BrokerException(
                    "broker storage folder %s cannot be written to: %s".formatted(storage, cause(e)), e);
        }
        try {
            FileStore disk = Files.getFileStore(storage);
            check(storage, disk.getUsableSpace(), disk.getTotalSpace(), configuration);
        } catch (IOException e) {
            throw new BrokerException(
                    "free space of %s cannot be told: %s".formatted(storage, BrokerException.reason(e)), e);
        }
    }

    static void check(Path storage, long freeBytes, long totalBytes, Configuration configuration)
            throws BrokerException {
        // The same precedence as in Artemis: a least free space replaces the highest share in use.
        boolean byBytes = configuration.getMinDiskFree() != UNLIMITED;
        long leastFreeBytes = Math.max(LEAST_FREE_BYTES, configuration.getMinDiskFree());
        if (freeBytes <= leastFreeBytes) {
            throw new BrokerException("disk nearly full: %s has %s free, the broker needs more than %s (%s)"
                    .formatted(
                            storage,
                            mebibytes(freeBytes),
                            mebibytes(leastFreeBytes),
                            leastFreeBytes > LEAST_FREE_BYTES ? "min-disk-free" : "the lab's least"));
        }
        int highestPercent = configuration.getMaxDiskUsage();
        double usedPercent = totalBytes <= 0 ? 0 : 100.0 * (totalBytes - freeBytes) / totalBytes;
        if (!byBytes && highestPercent != UNLIMITED && usedPercent >= highestPercent) {
            throw new BrokerException(String.format(
                    Locale.ROOT,
                    "disk nearly full: %s is on a disk used to %.0f %%, the broker blocks producers from %d %% (max-disk-usage)",
                    storage,
                    usedPercent,
                    highestPercent));
        }
    }

    /** The messages of the JDK's file exceptions are often just a path. */
    private static String cause(IOException e) {
        return switch (e) {
            case java.nio.file.AccessDeniedException _ -> "permission denied";
            case java.nio.file.FileAlreadyExistsException taken -> taken.getFile() + " is a file, not a folder";
            case java.nio.file.FileSystemException failed when failed.getReason() != null -> failed.getReason();
            default -> BrokerException.reason(e);
        };
    }

    private static String mebibytes(long bytes) {
        return (bytes >> 20) + " MiB";
    }
}
