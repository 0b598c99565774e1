package queuelab.exchange.transport.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** A file in which a receiver says where it can be reached. It appears whole. */
public final class Rendezvous {
    private Rendezvous() {}

    /** Says it. */
    public static void publish(Path file, int port) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(unfinished, Integer.toString(port));
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** What was said; empty where nothing was yet. */
    public static Optional<Integer> port(Path file) throws IOException {
        try {
            return Optional.of(Integer.valueOf(Files.readString(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
