package queuelab.supervisor.web;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import queuelab.supervisor.report.RunFolder;
import queuelab.supervisor.run.RunFolders;

/** Finds runs by the names that the lab gave them, and nothing else: whatever a name tries, the folder lies directly among the runs. */
@Singleton
final class StoredRuns {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,119}");

    private final Path runs;

    StoredRuns(ServeSettings settings) {
        this.runs = settings.runs();
    }

    /** Newest first. */
    List<RunFolder> all() throws IOException {
        return RunFolders.list(runs).reversed();
    }

    RunFolder find(String name) {
        if (NAME.matcher(name).matches()) {
            Path folder = runs.resolve(name);
            if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    && Files.isRegularFile(folder.resolve(RunFolder.SCENARIO))) {
                return new RunFolder(folder);
            }
        }
        throw RequestRefused.missing("There is no run of that name; GET /api/runs lists them.");
    }

    /** A file of a run's top level. */
    byte[] file(RunFolder run, String name) throws IOException {
        Path file = run.path().resolve(name);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw RequestRefused.missing("This run has no " + name + " yet: no trial of it has ended.");
        }
        return Files.readAllBytes(file);
    }

    /** Everything of a run but links, which could lead out of it. */
    void zip(RunFolder run, OutputStream output) throws IOException {
        Path root = run.path();
        try (var zip = new ZipOutputStream(output)) {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (attributes.isRegularFile()) {
                        zip.putNextEntry(new ZipEntry(root.getFileName() + "/" + root.relativize(file)));
                        Files.copy(file, zip);
                        zip.closeEntry();
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        }
    }
}
