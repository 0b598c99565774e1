package queuelab.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import queuelab.exchange.control.BrokerAssignment;
import queuelab.exchange.control.TrialWindow;
import queuelab.exchange.transport.QueueSpec;

/** What the tests of this module share: assignments in a temporary folder, and names of queues. */
final class Lab {
    static final String USER = "lab";
    static final String PASSWORD = "s3cret-of-this-test";
    static final Path PROFILES = Path.of("profiles").toAbsolutePath();

    private Lab() {}

    static BrokerAssignment assignment(Path folder, String profile) throws IOException {
        return assignment(folder, PROFILES.resolve(profile), Map.of(), 0);
    }

    static BrokerAssignment assignment(Path folder, Map<String, String> properties) throws IOException {
        return assignment(folder, PROFILES.resolve("default"), properties, 0);
    }

    static BrokerAssignment assignment(Path folder, Path profile, Map<String, String> properties, int port)
            throws IOException {
        return new BrokerAssignment(
                recordings(folder).toString(),
                profile.toString(),
                properties,
                folder.resolve("storage").toString(),
                "127.0.0.1",
                port,
                USER,
                PASSWORD,
                new TrialWindow(0, 60_000_000_000L, 1),
                true);
    }

    /** Each broker records into a folder of its own; the first one's is {@code recordings}. */
    private static Path recordings(Path folder) throws IOException {
        Path first = folder.resolve("recordings");
        return Files.exists(first) ? Files.createTempDirectory(folder, "recordings-") : Files.createDirectories(first);
    }

    /** Stops a broker before its time. */
    static void stop(EmbeddedBroker broker) throws BrokerException {
        broker.close();
    }

    static QueueSpec.Queue queue(String address, int copies) {
        return new QueueSpec.Queue(
                address,
                copies == 1
                        ? List.of(address)
                        : IntStream.rangeClosed(1, copies)
                                .mapToObj(copy -> address + ".s" + copy)
                                .toList());
    }
}
