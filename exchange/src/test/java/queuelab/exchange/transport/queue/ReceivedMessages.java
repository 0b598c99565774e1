package queuelab.exchange.transport.queue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.transport.DeliveryListener;
import queuelab.exchange.transport.HandlingFailed;

/** Keeps what one receiver handed out; fails the test when two threads call it at once. */
public class ReceivedMessages implements DeliveryListener {
    public final Queue<Long> received = new ConcurrentLinkedQueue<>();
    public final Queue<Long> consumed = new ConcurrentLinkedQueue<>();
    public final Queue<Long> redeliveries = new ConcurrentLinkedQueue<>();
    public final Queue<Integer> lengths = new ConcurrentLinkedQueue<>();
    public final Queue<String> mistakes = new ConcurrentLinkedQueue<>();
    public volatile int rollbacks;
    public volatile @Nullable Throwable broken;
    private final Queue<Long> open = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean called = new AtomicBoolean();

    @Override
    public void received(ByteBuffer body, long receivedNanos, boolean redelivered) throws HandlingFailed {
        begin();
        try {
            lengths.add(body.remaining());
            long sequence = body.getLong();
            if (receivedNanos < body.getLong()) {
                mistakes.add("received before it was sent: " + sequence);
            }
            received.add(sequence);
            open.add(sequence);
            if (redelivered) {
                redeliveries.add(sequence);
            }
            handle(sequence, redelivered);
        } finally {
            called.set(false);
        }
    }

    protected void handle(long sequence, boolean redelivered) throws HandlingFailed {}

    @Override
    public void acknowledged(long acknowledgedNanos) {
        begin();
        consumed.addAll(open);
        open.clear();
        called.set(false);
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one caller at a time, which begin() checks
    public void rolledBack() {
        begin();
        open.clear();
        rollbacks++;
        called.set(false);
    }

    @Override
    public void broken(Throwable cause) {
        begin();
        if (broken != null) {
            mistakes.add("broken twice");
        }
        broken = cause;
        called.set(false);
    }

    public List<Long> sortedConsumed() {
        return consumed.stream().sorted().toList();
    }

    private void begin() {
        if (!called.compareAndSet(false, true)) {
            mistakes.add("called by two threads at once");
        }
        if (broken != null) {
            mistakes.add("called after it was broken");
        }
    }
}
