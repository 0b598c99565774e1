package queuelab.supervisor.trial;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.control.Report;
import queuelab.exchange.recording.TrialRecord;
import queuelab.exchange.transport.PipeSpec;
import queuelab.exchange.transport.RpcSpec;
import queuelab.exchange.transport.SharedMemorySpec;
import queuelab.exchange.transport.TcpSpec;
import queuelab.exchange.transport.ThreadSpec;
import queuelab.exchange.transport.TransportException;
import queuelab.exchange.transport.TransportSpec;
import queuelab.exchange.transport.UnixSpec;
import queuelab.exchange.transport.pipe.PipeTransport;
import queuelab.supervisor.host.ChildSpec.Role;
import queuelab.supervisor.host.HostException;
import queuelab.supervisor.scenario.Settings;

/**
 * A trial without a broker: the processes pass messages to each other.
 *
 * <p>Its drain is proven by both ends: the producers say how many messages they sent and that a receiver confirmed each of them, and the
 * consumers say that they received as many.
 */
final class Brokerless implements Carrier {
    /** The system allows 108 bytes for the path of a Unix-domain socket on Linux, 104 on macOS, with a zero at the end. */
    private static final int LONGEST_SOCKET_PATH = 100;

    /** Memory that is a file system on Linux: what is written there is never written to a disk. */
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    private final TransportSpec transport;
    private final Crew crew;
    private final List<Path> files;

    private Brokerless(TransportSpec transport, Crew crew, List<Path> files) {
        this.transport = transport;
        this.crew = crew;
        this.files = files;
    }

    /**
     * Makes what has to be there before the workers start.
     *
     * @param folder the trial's folder
     * @param name unique among trials on this machine
     */
    static Brokerless open(Settings settings, Path folder, String name, Crew crew) throws HostException {
        return switch (settings.transport()) {
            case QUEUE, RPC_QUEUE -> throw new IllegalArgumentException(settings.transport() + " has a broker");
            case PIPE -> pipe(folder, crew);
            case TCP -> {
                Path port = folder.resolve("tcp.port");
                yield new Brokerless(new TcpSpec(port.toString()), crew, List.of(port));
            }
            case RPC -> {
                Path port = folder.resolve("rpc.port");
                yield new Brokerless(new RpcSpec(port.toString()), crew, List.of(port));
            }
            case UNIX -> {
                Path socket = shortEnough(folder.resolve("messages.socket"), name + ".socket");
                yield new Brokerless(new UnixSpec(socket.toString()), crew, List.of(socket));
            }
            case SHARED_MEMORY -> {
                Path home = Files.isWritable(SHARED_MEMORY) ? SHARED_MEMORY : folder;
                Path ring = home.resolve(name + ".ring");
                yield new Brokerless(
                        new SharedMemorySpec(ring.toString(), settings.sharedMemoryWait()), crew, List.of(ring));
            }
            case THREAD -> new Brokerless(new ThreadSpec(name), crew, List.of());
        };
    }

    private static Brokerless pipe(Path folder, Crew crew) throws HostException {
        Path messages = folder.resolve("messages.pipe");
        Path confirmations = folder.resolve("confirmations.pipe");
        var spec = new PipeSpec(messages.toString(), confirmations.toString());
        try {
            PipeTransport.make(spec);
        } catch (TransportException e) {
            throw new HostException(String.valueOf(e.getMessage()), e);
        }
        return new Brokerless(spec, crew, List.of(messages, confirmations));
    }

    private static Path shortEnough(Path wanted, String otherwise) {
        return wanted.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_SOCKET_PATH
                ? wanted
                : Path.of(System.getProperty("java.io.tmpdir"), otherwise);
    }

    @Override
    public TransportSpec transport() {
        return transport;
    }

    @Override
    public TrialRecord.@Nullable Broker facts() {
        return null;
    }

    @Override
    public void begin(long startNanos) {
        // The processes hear of it, and there is nobody else.
    }

    /** Nobody holds messages who could be asked; a producer that is held back shows in its schedule lag. */
    @Override
    public long depth() {
        return -1;
    }

    @Override
    public boolean isDrained() {
        long sent = 0;
        for (Worker producer : crew.of(Role.PRODUCER).toList()) {
            var summary = producer.summary();
            if (summary.isEmpty()
                    || summary.get().acknowledged() + summary.get().rejected()
                            != summary.get().sent()) {
                return false;
            }
            sent += summary.get().acknowledged();
        }
        long received = crew.of(Role.CONSUMER)
                .flatMap(consumer -> consumer.progress().stream())
                .mapToLong(Report.Progress::received)
                .sum();
        return received >= sent;
    }

    @Override
    public boolean isGone() {
        return false;
    }

    @Override
    public boolean answers() {
        return true;
    }

    @Override
    public List<TrialRecord.QueueCounters> counters() {
        return List.of();
    }

    /** Removes what the processes have not removed themselves, once they had met. */
    @Override
    public void end() {
        for (Path file : files) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                crew.problem("could not remove " + file + ": " + e.getMessage());
            }
        }
    }
}
