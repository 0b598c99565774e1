package queuelab.exchange.transport;

import queuelab.exchange.transport.pipe.PipeTransport;
import queuelab.exchange.transport.queue.QueueTransport;
import queuelab.exchange.transport.rpc.RpcTransport;
import queuelab.exchange.transport.sharedmemory.SharedMemoryTransport;
import queuelab.exchange.transport.tcp.TcpTransport;
import queuelab.exchange.transport.thread.ThreadTransport;
import queuelab.exchange.transport.unix.UnixTransport;

/** Opens the transport that a specification describes. */
public final class Transports {
    private Transports() {}

    /**
     * Opens a transport. Its options are checked here; what carries the messages may be reached only by
     * {@link Transport#openSender} or {@link Transport#openReceiver}, because the two directions may need different connections.
     *
     * @throws TransportException when the specification cannot be met
     */
    public static Transport open(TransportSpec spec) throws TransportException {
        return switch (spec) {
            case QueueSpec queue -> QueueTransport.open(queue);
            case PipeSpec pipe -> PipeTransport.open(pipe);
            case TcpSpec tcp -> TcpTransport.open(tcp);
            case UnixSpec unix -> UnixTransport.open(unix);
            case RpcSpec rpc -> RpcTransport.open(rpc);
            case RpcQueueSpec requests -> QueueTransport.open(requests);
            case SharedMemorySpec memory -> SharedMemoryTransport.open(memory);
            case ThreadSpec thread -> ThreadTransport.open(thread);
        };
    }
}
