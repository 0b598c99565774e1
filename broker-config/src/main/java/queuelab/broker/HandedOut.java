package queuelab.broker;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * When messages were taken from their queue, for the few moments in which that can overtake the word that they are stored. The queue learns of a
 * stored message in one task of a session, and the lab in the next; meanwhile a consumer's thread may have taken it. Any thread may call;
 * nothing is allocated. A slot that another message has taken since only costs a correction of some microseconds.
 */
final class HandedOut {
    private static final int SLOTS = 1 << 12;

    private final AtomicLongArray ids = new AtomicLongArray(SLOTS);
    private final AtomicLongArray nanos = new AtomicLongArray(SLOTS);

    /** Only the first of several copies counts. */
    void add(long id, long atNanos) {
        int slot = slot(id);
        if (ids.getPlain(slot) != id) {
            nanos.setPlain(slot, atNanos);
            ids.setRelease(slot, id);
        }
    }

    /** The moment from which a message was stored: now, or before now where it has been handed out already. */
    long storedNanos(long id, long nowNanos) {
        int slot = slot(id);
        if (ids.getAcquire(slot) != id) {
            return nowNanos;
        }
        long handedOutNanos = nanos.getPlain(slot);
        return handedOutNanos - nowNanos < 0 ? handedOutNanos : nowNanos;
    }

    private static int slot(long id) {
        return (int) id & SLOTS - 1;
    }
}
