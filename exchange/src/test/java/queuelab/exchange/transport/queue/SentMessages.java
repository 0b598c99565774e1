package queuelab.exchange.transport.queue;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import queuelab.exchange.transport.SendListener;
import queuelab.exchange.transport.Sender;
import queuelab.exchange.transport.TransportException;

/** Sends numbered messages and keeps what became of them. */
public final class SentMessages implements SendListener {
    public final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
    public final Map<Long, String> rejected = new ConcurrentHashMap<>();
    public final AtomicInteger unconfirmed = new AtomicInteger();
    public final AtomicInteger mostUnconfirmed = new AtomicInteger();

    @Override
    public void acknowledged(long sequence, long sentNanos, long acknowledgedNanos) {
        unconfirmed.decrementAndGet();
        if (!acknowledged.add(sequence)) {
            throw new AssertionError("acknowledged twice: " + sequence);
        }
        if (acknowledgedNanos < sentNanos) {
            throw new AssertionError("acknowledged before it was sent: " + sequence);
        }
    }

    @Override
    public void rejected(long sequence, String reason) {
        unconfirmed.decrementAndGet();
        if (rejected.put(sequence, reason) != null) {
            throw new AssertionError("rejected twice: " + sequence);
        }
    }

    /** Sends the sequence numbers from … to − 1, each in the first bytes of a body. */
    public void send(Sender sender, long from, long to, int length) throws TransportException {
        byte[] body = new byte[length];
        for (long sequence = from; sequence < to; sequence++) {
            sender.send(body, length, sequence, this::stamp);
        }
    }

    private long stamp(byte[] body, long sequence) {
        mostUnconfirmed.accumulateAndGet(unconfirmed.incrementAndGet(), Math::max);
        long sentNanos = System.nanoTime();
        ByteBuffer.wrap(body).putLong(sequence).putLong(sentNanos);
        return sentNanos;
    }
}
