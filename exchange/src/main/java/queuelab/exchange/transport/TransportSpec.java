package queuelab.exchange.transport;

import java.util.Map;
import queuelab.exchange.json.Kinds;

/** What carries the messages of a trial, complete enough to open it. One record for each transport. */
public sealed interface TransportSpec
        permits QueueSpec, PipeSpec, TcpSpec, UnixSpec, RpcSpec, RpcQueueSpec, SharedMemorySpec, ThreadSpec {
    /** What each is called in JSON. */
    Kinds<TransportSpec> KINDS = new Kinds<>(
            TransportSpec.class,
            "transport",
            Map.of(
                    "queue", QueueSpec.class,
                    "pipe", PipeSpec.class,
                    "tcp", TcpSpec.class,
                    "unix", UnixSpec.class,
                    "rpc", RpcSpec.class,
                    "rpc-queue", RpcQueueSpec.class,
                    "shared-memory", SharedMemorySpec.class,
                    "thread", ThreadSpec.class));
}
