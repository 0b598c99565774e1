package queuelab.exchange.transport;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What carries the messages of a trial, complete enough to open it. One record for each transport. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "transport")
@JsonSubTypes({
    @JsonSubTypes.Type(value = QueueSpec.class, name = "queue"),
    @JsonSubTypes.Type(value = PipeSpec.class, name = "pipe"),
    @JsonSubTypes.Type(value = TcpSpec.class, name = "tcp"),
    @JsonSubTypes.Type(value = UnixSpec.class, name = "unix"),
    @JsonSubTypes.Type(value = RpcSpec.class, name = "rpc"),
    @JsonSubTypes.Type(value = RpcQueueSpec.class, name = "rpc-queue"),
    @JsonSubTypes.Type(value = SharedMemorySpec.class, name = "shared-memory"),
    @JsonSubTypes.Type(value = ThreadSpec.class, name = "thread")
})
public sealed interface TransportSpec
        permits QueueSpec, PipeSpec, TcpSpec, UnixSpec, RpcSpec, RpcQueueSpec, SharedMemorySpec, ThreadSpec {}
