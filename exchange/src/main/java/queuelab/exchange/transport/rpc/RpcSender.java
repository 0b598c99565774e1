package queuelab.exchange.transport.rpc;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import queuelab.exchange.transport.SendListener;
import queuelab.exchange.transport.SendMode;
import queuelab.exchange.transport.Sender;
import queuelab.exchange.transport.Transport.Sending;
import queuelab.exchange.transport.TransportException;
import queuelab.exchange.transport.peer.Opening;
import queuelab.exchange.transport.peer.Rendezvous;

/** Calls the receiver for each message. Owned by its producer thread; answers come on the channel's network thread. */
final class RpcSender implements Sender {
    private static final Duration CLOSING = Duration.ofSeconds(1);

    private final ManagedChannel channel;
    private final boolean blocking;
    private final OpenCalls calls;

    private RpcSender(ManagedChannel channel, SendMode mode, OpenCalls calls) {
        this.channel = channel;
        this.blocking = mode == SendMode.BLOCKING;
        this.calls = calls;
    }

    /** Connects, and has the receiver answer once: a call on a channel that is not connected would be queued, not sent. */
    static RpcSender open(Path rendezvous, Sending sending, SendListener listener) throws TransportException {
        String name = "the gRPC server of " + rendezvous;
        int port;
        try {
            port = Opening.retry(name, () -> Rendezvous.port(rendezvous));
        } catch (IOException e) {
            throw new TransportException("cannot find " + name + ": " + e.getMessage(), e);
        }
        ManagedChannel channel = NettyChannelBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .usePlaintext()
                .directExecutor()
                .disableRetry() // a second attempt that nobody counted
                .maxInboundMessageSize(Method.LONGEST_BYTES)
                .build();
        try {
            ClientCalls.blockingUnaryCall(
                    channel,
                    Method.PASS,
                    CallOptions.DEFAULT
                            .withWaitForReady()
                            .withDeadlineAfter(Opening.PATIENCE.toSeconds(), TimeUnit.SECONDS),
                    Method.NOTHING);
        } catch (StatusRuntimeException e) {
            channel.shutdownNow();
            throw new TransportException("cannot reach " + name + " at port " + port + ": " + e.getMessage(), e);
        }
        return new RpcSender(channel, sending.send(), new OpenCalls(sending.inFlight(), listener, "port " + port));
    }

    @Override
    public void send(byte[] body, int length, long sequence, Stamping stamping) throws TransportException {
        OpenCalls.Call call = calls.take();
        byte[] request = call.filledFrom(body, length);
        call.begin(sequence, stamping.stamp(request, sequence));
        try {
            ClientCalls.asyncUnaryCall(channel.newCall(Method.PASS, CallOptions.DEFAULT), request, call);
        } catch (StatusRuntimeException e) {
            throw calls.broken(Status.fromThrowable(e));
        }
        if (blocking) {
            calls.awaitAll();
        }
    }

    @Override
    public void commit() {}

    @Override
    public boolean awaitConfirmations(Duration deadline) throws TransportException {
        return calls.awaitAll(deadline);
    }

    @Override
    public void close() {
        calls.close();
        channel.shutdownNow();
        try {
            channel.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
