package queuelab.exchange.transport;

import java.nio.file.Path;
import queuelab.exchange.transport.SharedMemorySpec.Waiting;
import queuelab.exchange.transport.pipe.PipeTransport;

/** The transports without a broker. */
enum Way {
    PIPE,
    TCP,
    UNIX,
    SHARED_MEMORY,
    SHARED_MEMORY_SPINNING,
    THREAD,
    RPC;

    /** Whether messages of one sender come in its order. Calls that are open at the same time overtake each other. */
    boolean keepsOrder() {
        return this != RPC;
    }

    /** One that lives in an empty folder. */
    TransportSpec in(Path folder) throws TransportException {
        TransportSpec spec = joining(folder);
        if (spec instanceof PipeSpec pipes) {
            PipeTransport.make(pipes);
        }
        return spec;
    }

    /** The same, for the side that comes second. */
    TransportSpec joining(Path folder) {
        return switch (this) {
            case PIPE ->
                new PipeSpec(
                        folder.resolve("messages").toString(),
                        folder.resolve("confirmations").toString());
            case TCP -> new TcpSpec(folder.resolve("port").toString());
            case UNIX -> new UnixSpec(folder.resolve("socket").toString());
            case SHARED_MEMORY -> new SharedMemorySpec(folder.resolve("ring").toString(), Waiting.PARK);
            case SHARED_MEMORY_SPINNING ->
                new SharedMemorySpec(folder.resolve("ring").toString(), Waiting.SPIN);
            case RPC -> new RpcSpec(folder.resolve("port").toString());
            case THREAD -> new ThreadSpec(folder.toString());
        };
    }
}
