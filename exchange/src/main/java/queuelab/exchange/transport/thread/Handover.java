package queuelab.exchange.transport.thread;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.transport.TransportException;
import queuelab.exchange.transport.peer.Opening;
import queuelab.exchange.transport.peer.Unconfirmed;

/** Where the two threads of one process meet, by name. The sender brings the queue; the receiver takes from it. */
final class Handover {
    private static final ConcurrentMap<String, Handover> BY_NAME = new ConcurrentHashMap<>();

    private final String name;
    private final CompletableFuture<Sending> sending = new CompletableFuture<>();
    private volatile boolean receiverGone;
    private volatile boolean senderGone;

    /**
     * What the sender brings.
     *
     * @param queue one place for each message that may be unconfirmed, so that it is never full
     */
    record Sending(ArrayBlockingQueue<Letter> queue, Unconfirmed unconfirmed) {}

    private Handover(String name) {
        this.name = name;
    }

    /** The one of that name, whoever comes first. */
    static Handover named(String name) {
        return BY_NAME.computeIfAbsent(name, Handover::new);
    }

    void bring(Sending brought) throws TransportException {
        if (!sending.complete(brought)) {
            throw new TransportException("there is a sender on " + this + " already", null);
        }
        if (receiverGone) {
            tellSender();
        }
    }

    Sending awaitSender() throws TransportException {
        Duration patience = Opening.PATIENCE;
        try {
            return sending.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new TransportException("no sender came to " + this + " within " + patience.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e); // only ever completed
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransportException("interrupted while waiting for a sender on " + this, e);
        }
    }

    boolean senderGone() {
        return senderGone;
    }

    void senderLeaves() {
        senderGone = true;
        forgetIfEmpty();
    }

    void receiverLeaves() {
        receiverGone = true;
        tellSender();
        forgetIfEmpty();
    }

    private void tellSender() {
        @Nullable Sending known = sending.getNow(null);
        if (known != null) {
            known.unconfirmed().breakOff(new TransportException("the receiver of " + this + " is gone", null));
        }
    }

    private void forgetIfEmpty() {
        if (senderGone && receiverGone) {
            BY_NAME.remove(name, this);
        }
    }

    @Override
    public String toString() {
        return "the hand-over " + name;
    }
}
