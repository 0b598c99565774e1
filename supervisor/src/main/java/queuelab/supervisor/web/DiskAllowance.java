package queuelab.supervisor.web;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How much of the disk recordings may take. A run begins, and each of its trials, only while there is room. */
@Singleton
final class DiskAllowance {
    private static final Logger LOG = LoggerFactory.getLogger(DiskAllowance.class);
    private static final long MEBIBYTE = 1 << 20;
    private static final long MOST_BYTES = 20 * 1024 * MEBIBYTE;
    private static final long LEAST_FREE_BYTES = 512 * MEBIBYTE;

    private final Path runs;
    private final long mostBytes;
    private final long leastFreeBytes;

    @Inject
    DiskAllowance(ServeSettings settings) {
        this(settings.runs(), MOST_BYTES, LEAST_FREE_BYTES);
    }

    /**
     * For one folder.
     *
     * @param mostBytes of all runs together
     * @param leastFreeBytes left over for everybody else
     */
    DiskAllowance(Path runs, long mostBytes, long leastFreeBytes) {
        this.runs = runs;
        this.mostBytes = mostBytes;
        this.leastFreeBytes = leastFreeBytes;
    }

    /** Refuses the request where there is no room for another run. */
    void check() throws IOException {
        Files.createDirectories(runs);
        shortage().ifPresent(words -> {
            throw RequestRefused.notNow(words);
        });
    }

    /** What is short, in words; empty while there is room. */
    Optional<String> shortage() {
        try {
            long free = Files.getFileStore(runs).getUsableSpace();
            if (free < leastFreeBytes) {
                return Optional.of(
                        "The disk of %s has %,d MiB free, and %,d MiB must stay free: remove something first."
                                .formatted(runs, free / MEBIBYTE, leastFreeBytes / MEBIBYTE));
            }
            long used = size();
            return used <= mostBytes
                    ? Optional.empty()
                    : Optional.of("The runs in %s take %,d MiB, and may take %,d MiB: remove some first."
                            .formatted(runs, used / MEBIBYTE, mostBytes / MEBIBYTE));
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("the size of {} cannot be told", runs, e);
            return Optional.empty();
        }
    }

    private long size() throws IOException {
        long size = 0;
        try (Stream<Path> files = Files.walk(runs)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                size += file.toFile().length();
            }
        }
        return size;
    }
}
