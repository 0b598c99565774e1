package queuelab.exchange.transport.rpc;

import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.message.LabClock;
import queuelab.exchange.transport.DeliveryListener;
import queuelab.exchange.transport.HandlingFailed;
import queuelab.exchange.transport.Receiver;
import queuelab.exchange.transport.TransportException;
import queuelab.exchange.transport.peer.Rendezvous;

/**
 * The server. All calls are handled on one thread, one after the other, and answered once they are handled. A call that comes before the
 * start or after the stop is refused, which proves to its sender that the message was not taken.
 */
final class RpcReceiver implements Receiver {
    private static final Duration CLOSING = Duration.ofSeconds(2);

    private final Server server;
    /** The one thread that handles calls. */
    private final ExecutorService handling;

    private volatile @Nullable DeliveryListener listener;
    private volatile boolean stopped;

    private RpcReceiver() {
        handling = Executors.newSingleThreadExecutor(
                task -> Thread.ofPlatform().daemon().name("receiver").unstarted(task));
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .executor(handling)
                .maxInboundMessageSize(Method.LONGEST_BYTES)
                .addService(ServerServiceDefinition.builder("queuelab.Exchange")
                        .addMethod(Method.PASS, ServerCalls.asyncUnaryCall(this::handle))
                        .build())
                .build();
    }

    static RpcReceiver open(Path rendezvous) throws TransportException {
        var receiver = new RpcReceiver();
        try {
            receiver.server.start();
            Rendezvous.publish(rendezvous, receiver.server.getPort());
            return receiver;
        } catch (IOException e) {
            receiver.server.shutdownNow();
            throw new TransportException("cannot listen on loopback: " + e.getMessage(), e);
        }
    }

    @Override
    public void start(DeliveryListener starting) {
        listener = starting;
    }

    @Override
    public boolean stop(Duration deadline) throws TransportException {
        stopped = true;
        try {
            handling.submit(() -> {}).get(deadline.toNanos(), TimeUnit.NANOSECONDS); // after the call under way
            return true;
        } catch (RejectedExecutionException e) {
            return handling.isTerminated();
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e); // it does nothing
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() throws TransportException {
        stopped = true;
        server.shutdownNow();
        try {
            boolean ended = server.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
            handling.shutdown();
            if (!ended || !handling.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TransportException("the receiver was still handling a message when it was closed", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void handle(byte[] body, StreamObserver<byte[]> answer) {
        DeliveryListener hearing = listener;
        if (body.length > 0) {
            if (stopped || hearing == null) {
                answer.onError(Status.FAILED_PRECONDITION
                        .withDescription(stopped ? "the receiver has stopped" : "the receiver has not started")
                        .asException());
                return;
            }
            if (!taken(body, hearing)) {
                answer.onError(Status.INTERNAL
                        .withDescription("the receiver cannot go on")
                        .asException());
                return;
            }
        }
        answer.onNext(Method.NOTHING);
        answer.onCompleted();
        if (body.length > 0 && hearing != null) {
            hearing.acknowledged(LabClock.nanoTime());
        }
    }

    private boolean taken(byte[] body, DeliveryListener hearing) {
        long receivedNanos = LabClock.nanoTime();
        try {
            hearing.received(ByteBuffer.wrap(body), receivedNanos, false);
            return true;
        } catch (HandlingFailed e) {
            breakOff(hearing, new TransportException("a message that was refused cannot be handed out again", e));
        } catch (RuntimeException e) {
            breakOff(hearing, e);
        }
        return false;
    }

    private void breakOff(DeliveryListener hearing, Exception cause) {
        stopped = true;
        hearing.broken(cause);
    }
}
