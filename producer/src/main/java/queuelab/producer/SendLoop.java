package queuelab.producer;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import queuelab.exchange.control.TrialWindow;
import queuelab.exchange.message.OutgoingBody;
import queuelab.exchange.recording.LatencyRecorder;
import queuelab.exchange.recording.SequenceLedger;
import queuelab.exchange.transport.Sender;
import queuelab.exchange.transport.TransportException;

/**
 * Sends each message when it is due, until the measured window ends, then waits for what is unconfirmed. Owned by one sending thread, but for
 * the methods that say otherwise. Allocates nothing of its own for a message, but where a latency is longer by far than all before, and
 * takes no lock.
 */
final class SendLoop {
    private static final int FIRST_ATTEMPT = 1;

    private final Confirmations confirmations;
    private final SequenceLedger attempted;
    private final LatencyRecorder scheduleLag;
    private final Pacer pacer;
    private final Time time;
    private final TrialWindow window;
    private final long startNanos;
    private final int commitEvery;
    private final Sender.Stamping stamping = this::stamp;

    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong lagNanos = new AtomicLong();
    private volatile boolean stopping;
    /** What the next message is sent in. */
    private volatile OutgoingBody body;
    /** What the message under way is sent in. */
    private OutgoingBody sending;

    private boolean measuring;
    private long dueNanos;
    private long sentNanos;

    SendLoop(SendParts parts, Pacer pacer, TrialWindow window, long startNanos, int commitEvery, Time time) {
        this.confirmations = parts.confirmations();
        this.attempted = parts.attempted();
        this.scheduleLag = parts.scheduleLag();
        this.body = parts.body();
        this.sending = body;
        this.pacer = pacer;
        this.window = window;
        this.startNanos = startNanos;
        this.commitEvery = commitEvery;
        this.time = time;
    }

    /**
     * The whole of it.
     *
     * @param sender open; the caller closes it
     * @return whether every message's fate became known before the drain's deadline
     */
    boolean run(Sender sender) throws TransportException {
        int uncommitted = 0;
        for (long sequence = 0; awaitDue(); sequence++) {
            send(sender, sequence);
            if (commitEvery > 0 && ++uncommitted == commitEvery) {
                sender.commit();
                uncommitted = 0;
            }
        }
        if (uncommitted > 0) {
            sender.commit();
        }
        // Told to stop, it need not wait for a window that may have hours to go.
        long endNanos = stopping ? time.nanos() : window.measureEnd(startNanos);
        long deadlineNanos = endNanos + window.drainNanos();
        return sender.awaitConfirmations(Duration.ofNanos(Math.max(0, deadlineNanos - time.nanos())));
    }

    /** Ends it before the window does; any thread. The thread must be unparked. */
    void stop() {
        stopping = true;
    }

    /** Sends the next messages in another body, of the same producer; any thread. */
    void changeBody(OutgoingBody changed) {
        body = changed;
    }

    /** How many messages were handed to the transport; any thread. */
    long sent() {
        return sent.get();
    }

    /** How late the latest message was sent; any thread. */
    long lagNanos() {
        return lagNanos.get();
    }

    /** Waits until the next message is due and takes it; false when none is, or there is no time left to catch up. */
    private boolean awaitDue() {
        long measureEndNanos = window.measureEnd(startNanos);
        long catchUpEndNanos = measureEndNanos + window.drainNanos() / 2;
        while (!stopping) {
            long due = pacer.dueNanos();
            long now = time.nanos();
            boolean belongs = due - measureEndNanos < 0;
            // Nothing due any more is waited out too: another load may still come before the window ends.
            long leftNanos = (belongs ? due : measureEndNanos) - now;
            if (leftNanos <= 0) {
                dueNanos = due;
                return belongs && now - catchUpEndNanos < 0;
            }
            time.pause(leftNanos);
        }
        return false;
    }

    private void send(Sender sender, long sequence) throws TransportException {
        boolean measured = window.measures(startNanos, dueNanos);
        if (measured && !measuring) {
            measuring = true;
            confirmations.measureFrom(sequence);
        }
        attempted.add(sequence);
        sending = body;
        sender.send(sending.bytes(), sending.bytes().length, sequence, stamping);
        pacer.advance();
        scheduleLag.record(
                sentNanos - dueNanos, measured); // an invalid one is counted there, and makes the trial invalid
        lagNanos.lazySet(sentNanos - dueNanos);
        sent.lazySet(sequence + 1);
    }

    private long stamp(byte[] bytes, long sequence) {
        sentNanos = time.nanos();
        sending.stamp(bytes, sequence, FIRST_ATTEMPT, dueNanos, sentNanos);
        return sentNanos;
    }
}
