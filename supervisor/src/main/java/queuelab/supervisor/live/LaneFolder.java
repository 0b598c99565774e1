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

/** Where a lane keeps the recordings of its trial: only of the latest, so that lanes do not fill the disk. Owned by one thread at a time. */
final class LaneFolder {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    private final Path folder;

    LaneFolder(Path folder) {
        this.folder = folder;
    }

    /** Removes what earlier trials left and makes a folder for a new one. */
    Path begin() throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> earlier = Files.list(folder)) {
            for (Path old : earlier.toList()) {
                remove(old);
            }
        }
        return Files.createDirectory(folder.resolve(folder.getFileName() + "-" + NAME.format(Instant.now())));
    }

    /** What all of it takes. Files that go meanwhile count nothing. */
    long sizeBytes() throws IOException {
        long size = 0;
        try (Stream<Path> files = Files.walk(folder)) {
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
