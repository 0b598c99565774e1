package queuelab.exchange.transport.sharedmemory;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.ringbuffer.RingBuffer;
import queuelab.exchange.machine.TimerSlack;
import queuelab.exchange.message.LabClock;
import queuelab.exchange.transport.SendListener;
import queuelab.exchange.transport.SendMode;
import queuelab.exchange.transport.Sender;
import queuelab.exchange.transport.SharedMemorySpec.Waiting;
import queuelab.exchange.transport.TransportException;
import queuelab.exchange.transport.peer.Unconfirmed;

/**
 * Writes messages straight into the ring. Owned by its producer thread; a thread of its own looks for what the receiver confirmed, every
 * {@value #LOOK_NANOS} ns, so {@code sendToAck} may be that much too long. Neither allocates for a message or takes a lock.
 */
final class SharedMemorySender implements Sender {
    private static final long LOOK_NANOS = 50_000;
    private static final long CHECK_NANOS = Duration.ofMillis(100).toNanos();
    private static final Duration CLOSING = Duration.ofSeconds(1);

    private final SharedRing shared;
    private final RingBuffer ring;
    private final boolean blocking;
    private final Unconfirmed unconfirmed;
    /** Of a full ring; always sleeps, because a second spinning thread would need a third core. */
    private final Patience patience;

    private final Thread confirming;
    private volatile boolean closing;
    private boolean closed;

    SharedMemorySender(SharedRing shared, SendMode mode, int inFlight, SendListener listener) {
        this.shared = shared;
        this.ring = shared.ring();
        this.blocking = mode == SendMode.BLOCKING;
        this.unconfirmed = new Unconfirmed(inFlight, listener);
        this.patience = new Patience(Waiting.PARK, shared::receiverGone);
        this.confirming = Thread.ofPlatform().daemon().name("confirmations").start(this::watchConfirmations);
    }

    @Override
    public void send(byte[] body, int length, long sequence, Stamping stamping) throws TransportException {
        unconfirmed.awaitPlace();
        int part = Math.min(length, SharedRing.PART_BYTES);
        int index = claim(part == length ? SharedRing.LAST : SharedRing.PART, part);
        unconfirmed.add(sequence, stamping.stamp(body, sequence));
        put(index, body, 0, part);
        for (int at = part; at < length; at += part) {
            part = Math.min(length - at, SharedRing.PART_BYTES);
            put(claim(at + part == length ? SharedRing.LAST : SharedRing.PART, part), body, at, part);
        }
        if (blocking) {
            unconfirmed.awaitAll();
        }
    }

    @Override
    public void commit() {}

    @Override
    public boolean awaitConfirmations(Duration deadline) throws TransportException {
        return unconfirmed.awaitAll(deadline);
    }

    @Override
    public void close() throws TransportException {
        if (closed) {
            return;
        }
        closed = true;
        closing = true;
        LockSupport.unpark(confirming);
        try {
            if (!confirming.join(CLOSING)) {
                throw new TransportException("watching the confirmations of " + shared + " does not end", null);
            }
            shared.closeSender();
            shared.close();
        } catch (IOException e) {
            throw new TransportException("closing " + shared + " failed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            unconfirmed.close();
        }
    }

    /** Room for a part; waits while the ring is full. */
    private int claim(int kind, int bytes) throws TransportException {
        int index = ring.tryClaim(kind, bytes);
        while (index < 0) {
            if (patience.inVain() || Thread.currentThread().isInterrupted()) {
                throw new TransportException("the receiver no longer takes messages from " + shared, null);
            }
            index = ring.tryClaim(kind, bytes);
        }
        patience.reset();
        return index;
    }

    private void put(int index, byte[] body, int at, int bytes) {
        ring.buffer().putBytes(index, body, at, bytes);
        ring.commit(index);
    }

    private void watchConfirmations() {
        TimerSlack.lower();
        long nextCheckNanos = System.nanoTime() + CHECK_NANOS;
        try {
            while (!closing) {
                long handled = shared.handled();
                if (handled != unconfirmed.confirmed()) {
                    unconfirmed.confirmUpTo(handled, LabClock.nanoTime());
                }
                long now = System.nanoTime();
                if (now - nextCheckNanos > 0) {
                    nextCheckNanos = now + CHECK_NANOS;
                    if (shared.receiverGone() && shared.handled() == unconfirmed.confirmed()) {
                        unconfirmed.breakOff(new TransportException(
                                "the receiver at the other end of " + shared + " is gone", null));
                        return;
                    }
                }
                LockSupport.parkNanos(this, LOOK_NANOS);
            }
        } catch (RuntimeException e) {
            unconfirmed.breakOff(new TransportException("taking note of a confirmation failed: " + e.getMessage(), e));
        }
    }
}
