package queuelab.supervisor.host;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The installed lab: the folder that holds {@code lib}, {@code profiles} and {@code scenarios}. */
@Singleton
public final class Distribution {
    /** System property that names it; the launcher sets it. */
    public static final String HOME_PROPERTY = "queuelab.home";

    private final Path home;

    public Distribution() {
        this(Path.of(System.getProperty(HOME_PROPERTY, "target/queue-lab")));
    }

    Distribution(Path home) {
        this.home = home.toAbsolutePath().normalize();
    }

    /** One that is installed elsewhere. */
    public static Distribution at(Path home) {
        return new Distribution(home);
    }

    public Path home() {
        return home;
    }

    /** The broker profiles shipped with the lab. */
    public Path profiles() {
        return home.resolve("profiles");
    }

    /** The native half of Artemis's ASYNCIO journal; without it the broker falls back to NIO. */
    Path nativeLibraries() {
        return home.resolve("native");
    }

    /** What its programs start faster from. */
    AotCache aotCache() {
        return new AotCache(home.resolve("aot"));
    }

    /** Notes by which JDK the caches of this training are written. Does nothing in any other run. */
    public void trains() throws IOException {
        aotCache().sign();
    }

    /** The jar of a program, by its name without version. */
    Path program(String name) throws HostException {
        Path lib = home.resolve("lib");
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(lib, name + "-[0-9]*.jar")) {
            for (Path jar : jars) {
                return jar;
            }
        } catch (IOException e) {
            throw new HostException("cannot read " + lib + ": " + e.getMessage(), e);
        }
        throw new HostException("no " + name + " program in " + lib + " (build the lab first)", null);
    }
}
