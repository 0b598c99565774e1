package queuelab.supervisor.run;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import queuelab.supervisor.report.RunFolder;

/** The folder that holds runs, one folder each. */
public final class RunFolders {
    private static final DateTimeFormatter NAME_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private RunFolders() {}

    /** Makes {@code runs/TIME-SCENARIO}; two runs of the same second get different folders. */
    static RunFolder create(Path runs, String scenario, Instant started) throws IOException {
        Path parent = Files.createDirectories(runs.toAbsolutePath().normalize());
        String name = NAME_TIME.format(started) + "-" + scenario;
        for (int number = 1; ; number++) {
            Path folder = parent.resolve(number == 1 ? name : name + "-" + number);
            try {
                return new RunFolder(Files.createDirectory(folder));
            } catch (FileAlreadyExistsException e) {
                // Another run began in this second: try the next number.
            }
        }
    }

    /** Every run under {@code runs}, oldest first; empty where there is no such folder. */
    public static List<RunFolder> list(Path runs) throws IOException {
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(runs)) {
            return folders.filter(folder -> Files.exists(folder.resolve(RunFolder.SCENARIO)))
                    .sorted()
                    .map(RunFolder::new)
                    .toList();
        }
    }
}
