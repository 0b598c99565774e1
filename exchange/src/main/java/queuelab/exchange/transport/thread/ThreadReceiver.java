package queuelab.exchange.transport.thread;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.message.LabClock;
import queuelab.exchange.transport.DeliveryListener;
import queuelab.exchange.transport.HandlingFailed;
import queuelab.exchange.transport.Receiver;
import queuelab.exchange.transport.TransportException;

/** Takes references, on a thread of its own, and confirms each once it is handled. Allocates nothing for a message. */
final class ThreadReceiver implements Receiver {
    /** How often an idle receiver looks whether it is to stop. */
    private static final long LOOK_MILLIS = 50;

    private static final Duration CLOSING = Duration.ofSeconds(1);

    private final Handover handover;
    private volatile boolean stopping;
    private @Nullable Thread thread;

    ThreadReceiver(Handover handover) {
        this.handover = handover;
    }

    @Override
    public void start(DeliveryListener listener) {
        thread = Thread.ofPlatform().daemon().name("receiver").start(() -> receive(listener));
    }

    @Override
    public boolean stop(Duration deadline) {
        stopping = true;
        Thread receiving = thread;
        if (receiving == null) {
            return true;
        }
        try {
            return receiving.join(deadline.isZero() ? Duration.ofNanos(1) : deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() throws TransportException {
        if (!stop(CLOSING)) {
            throw new TransportException("the receiver was still handling a message when it was closed", null);
        }
        handover.receiverLeaves();
    }

    private void receive(DeliveryListener listener) {
        try {
            take(handover.awaitSender(), listener);
        } catch (HandlingFailed e) {
            listener.broken(new TransportException("a message that was refused cannot be handed out again", e));
        } catch (TransportException | RuntimeException e) {
            listener.broken(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            listener.broken(e);
        } finally {
            handover.receiverLeaves();
        }
    }

    private void take(Handover.Sending sending, DeliveryListener listener) throws InterruptedException, HandlingFailed {
        long handled = 0;
        while (!stopping) {
            Letter letter = sending.queue().poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            if (letter != null) {
                listener.received(letter.body(), LabClock.nanoTime(), false);
                handled++;
                long confirmedNanos = LabClock.nanoTime();
                sending.unconfirmed().confirmUpTo(handled, confirmedNanos);
                listener.acknowledged(confirmedNanos);
            } else if (handover.senderGone()) {
                return;
            }
        }
    }
}
