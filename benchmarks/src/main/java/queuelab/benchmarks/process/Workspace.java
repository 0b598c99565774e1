package queuelab.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import queuelab.supervisor.host.Folders;

/**
 * A folder for what a benchmark leaves on the way, on the checkout's own disk: a temporary folder may be in memory, where making something
 * durable costs nothing. Removed when closed, and at Ctrl-C.
 */
public final class Workspace implements AutoCloseable {
    private final Path folder;

    private Workspace(Path folder) {
        this.folder = folder;
    }

    /** Makes one for the time that these processes are at work in it. */
    public static Workspace create(Children children) throws IOException {
        Path parent = Files.createDirectories(Lab.checkout().resolve("target").resolve("bench"));
        var workspace = new Workspace(Files.createTempDirectory(parent, "work-"));
        children.afterInterrupt(() -> Folders.remove(workspace.folder));
        return workspace;
    }

    public Path folder() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        if (!Children.areInterrupted()) {
            Folders.remove(folder);
        }
    }
}
