package queuelab.exchange.transport.queue;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import java.nio.ByteBuffer;
import java.time.Duration;
import queuelab.exchange.message.LabClock;
import queuelab.exchange.transport.AckMode;
import queuelab.exchange.transport.DeliveryListener;
import queuelab.exchange.transport.HandlingFailed;

/**
 * Hands each copy of one session to the listener and acknowledges it as the mode wants. When acknowledgements are told: RATIONALE.md.
 *
 * <p>Its state belongs to whoever has the {@link Turn}. A copy costs no allocation of ours.
 */
final class Delivery implements MessageListener {
    private static final Duration SETTLING = Duration.ofSeconds(10);

    private final Hold hold;
    private final AckMode mode;
    private final int commitEvery;
    private final Answering answering;
    private final DeliveryListener listener;
    private final Turn turn;

    private ByteBuffer body = ByteBuffer.allocate(4096);
    private long received;
    /** Copies handled in the open transaction. */
    private int handled;
    /** Copies that were handled, but that only a commit or the next batch of acknowledgements takes off the broker's hands. */
    private int unsettled;
    /** Whether a copy was received of which nothing was told to the listener since. */
    private boolean untold;

    Delivery(Hold hold, AckMode mode, int commitEvery, Answering answering, DeliveryListener listener) {
        this.hold = hold;
        this.mode = mode;
        this.commitEvery = commitEvery;
        this.answering = answering;
        this.listener = listener;
        this.turn = new Turn(listener);
    }

    Turn turn() {
        return turn;
    }

    long received() {
        return received;
    }

    int unsettled() {
        return unsettled;
    }

    @Override
    public void onMessage(Message message) {
        long receivedNanos = LabClock.nanoTime();
        if (!turn.begin() && !turn.beginWithin(SETTLING)) {
            throw new NotHandled("the receiver has ended");
        }
        boolean thrown;
        try {
            thrown = deliver(message, receivedNanos);
        } catch (JMSException | RuntimeException e) {
            breakOff(e);
            thrown = true;
        } finally {
            turn.end();
        }
        if (thrown) {
            throw new NotHandled("the handling of this message failed");
        }
    }

    /**
     * Takes what was handled off the broker's hands and tells the listener. The session must be stopped, or its consumer closed, and
     * the turn the caller's.
     */
    void settle() throws JMSException {
        if (!untold && unsettled == 0) {
            return;
        }
        try {
            hold.settle();
        } catch (JMSException e) {
            goOnAfter(e);
            return;
        }
        unsettled = 0;
        if (untold) {
            acknowledged(LabClock.nanoTime());
        }
    }

    /**
     * After a call to the session that threw, the turn being the caller's.
     *
     * @throws JMSException the same, where the session cannot go on
     */
    void goOnAfter(JMSException failure) throws JMSException {
        requireGoingOn(failure);
        rolledBack();
    }

    /** Whether the listener's handling threw, so that this must throw too. */
    private boolean deliver(Message message, long receivedNanos) throws JMSException {
        if (untold && acknowledgesAfterTheCall()) {
            untold = false;
            listener.acknowledged(receivedNanos);
        }
        received++;
        untold = true;
        fill(message);
        try {
            listener.received(body, receivedNanos, message.getJMSRedelivered());
        } catch (HandlingFailed failure) {
            return failure.rollback() ? takeBack() : giveUp();
        }
        answering.answer(message);
        switch (mode) {
            case AUTO -> {}
            case DUPS_OK -> unsettled++;
            case PRE -> acknowledged(LabClock.nanoTime());
            case CLIENT, INDIVIDUAL -> acknowledge(message);
            case TRANSACTED -> {
                unsettled++;
                if (++handled >= commitEvery) {
                    acknowledge(message);
                }
            }
        }
        return false;
    }

    private boolean acknowledgesAfterTheCall() {
        return mode == AckMode.AUTO || mode == AckMode.DUPS_OK;
    }

    private void acknowledge(Message message) throws JMSException {
        try {
            if (mode == AckMode.TRANSACTED) {
                hold.session().commit();
            } else {
                message.acknowledge();
            }
        } catch (JMSException e) {
            goOnAfter(e);
            return;
        }
        acknowledged(LabClock.nanoTime());
    }

    /** Has everything redelivered that is not acknowledged. */
    private boolean takeBack() throws JMSException {
        switch (mode) {
            case TRANSACTED, AUTO, CLIENT, DUPS_OK, INDIVIDUAL -> {
                try {
                    if (mode == AckMode.TRANSACTED) {
                        hold.session().rollback();
                    } else {
                        hold.session().recover();
                    }
                } catch (JMSException e) {
                    requireGoingOn(e);
                }
                rolledBack();
            }
            // the broker has forgotten it, and recovering would throw away what was prefetched
            case PRE -> acknowledged(LabClock.nanoTime());
        }
        return false;
    }

    /** Lets Artemis do what it does when a listener throws. */
    private boolean giveUp() {
        switch (mode) {
            case AUTO, DUPS_OK, INDIVIDUAL -> rolledBack();
            case PRE -> acknowledged(LabClock.nanoTime());
            // the next commit or acknowledgement covers this one too
            case CLIENT, TRANSACTED -> unsettled++;
        }
        return true;
    }

    private void acknowledged(long acknowledgedNanos) {
        clear();
        listener.acknowledged(acknowledgedNanos);
    }

    private void rolledBack() {
        clear();
        listener.rolledBack();
    }

    /** Throws it again unless it only means that everything unacknowledged was rolled back. */
    private void requireGoingOn(JMSException failure) throws JMSException {
        if (!Rejection.endsTransaction(failure) && !hold.recovers(failure)) {
            throw failure;
        }
    }

    private void clear() {
        handled = 0;
        unsettled = 0;
        untold = false;
    }

    private void fill(Message message) throws JMSException {
        body.clear();
        if (message instanceof BytesMessage bytes) {
            int length = Math.toIntExact(bytes.getBodyLength());
            if (length > body.capacity()) {
                body = ByteBuffer.allocate(Math.max(length, 2 * body.capacity()));
            }
            bytes.readBytes(body.array(), length);
            body.limit(length);
        } else {
            body.limit(0); // not one of ours: no stamp, which the listener will say
        }
    }

    /** The session cannot go on. */
    private void breakOff(Exception cause) {
        try {
            hold.abandon();
        } catch (JMSException | RuntimeException e) {
            cause.addSuppressed(e);
        }
        turn.breakOff(cause);
    }

    /** Tells Artemis not to count the message as handled. Routine, so without a stack trace. */
    private static final class NotHandled extends RuntimeException {
        NotHandled(String message) {
            super(message, null, false, false);
        }
    }
}
