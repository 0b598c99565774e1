package queuelab.supervisor.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a lane keeps the recordings of its trials: the one that flows and a few before it, so that they outlive a restart of the lab and do
 * not fill the disk. Owned by one thread at a time.
 */
final class LaneFolder {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    /** One that flowed is not to be lost to the attempts of a start that fails. */
    static final int EARLIER_KEPT = 3;

    private final Path folder;
    private volatile @Nullable Path current;

    LaneFolder(Path folder) {
        this.folder = folder;
    }

    /** Removes all but the latest of what earlier trials left and makes a folder for a new one. */
    Path begin() throws IOException {
        Files.createDirectories(folder);
        List<Path> earlier;
        try (Stream<Path> folders = Files.list(folder)) {
            earlier = folders.sorted(Comparator.reverseOrder()).toList(); // their names are times
        }
        for (Path old : earlier.subList(Math.min(EARLIER_KEPT, earlier.size()), earlier.size())) {
            remove(old);
        }
        Path begun = Files.createDirectory(folder.resolve(folder.getFileName() + "-" + NAME.format(Instant.now())));
        current = begun;
        return begun;
    }

    /** What the latest trial takes. Files that go meanwhile count nothing. */
    long sizeBytes() throws IOException {
        long size = 0;
        Path latest = current;
        if (latest == null) {
            return size;
        }
        try (Stream<Path> files = Files.walk(latest)) {
            for (Path file : files.toList()) {
                size += file.toFile().length(); // 0 for one that is gone by now
            }
        } catch (UncheckedIOException e) {
            return size; // A folder went while it was being read: the next look counts what is left.
        }
        return size;
    }

    private static void remove(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }
}
