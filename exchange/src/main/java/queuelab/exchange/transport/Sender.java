package queuelab.exchange.transport;

import java.time.Duration;

/**
 * Sends copies of messages for one producer thread, which owns it.
 *
 * <p>Back-pressure (credit, a full pipe, too many unconfirmed messages) blocks {@link #send}; it never drops. The schedule sees it
 * as lag.
 */
public interface Sender extends AutoCloseable {
    /**
     * Sends one copy of {@code body[0 … length)}. The caller may change the array as soon as this returns; from one message of a sender to
     * the next only what {@code stamping} writes may differ, as long as the length is the same.
     *
     * <p>{@link SendListener#acknowledged} follows exactly once when the transport confirmed the message, or
     * {@link SendListener#rejected} when it provably was not taken; neither, when its fate is unknown. They may be called before this
     * returns, and on another thread.
     *
     * <p>Blocks before the message is taken while the transport pushes back. {@code stamping} is called once, after the wait and just
     * before the message is handed over, so that the send time in the stamp excludes it.
     *
     * @throws TransportException when the transport is broken; the message's fate is then unknown
     */
    void send(byte[] body, int length, long sequence, Stamping stamping) throws TransportException;

    /** Ends the open transaction, confirming what was sent in it. Nothing where the transport has no transactions. */
    void commit() throws TransportException;

    /**
     * Waits until no message is unconfirmed.
     *
     * @return whether that was reached within the time
     */
    boolean awaitConfirmations(Duration deadline) throws TransportException;

    /** Closes; the listener hears nothing after this. What was not committed is rolled back and rejected first. */
    @Override
    void close() throws TransportException;

    /**
     * Writes the send time, and whatever depends on it, into the body that is about to be sent: the array it is given, which may be the
     * transport's own copy.
     */
    @FunctionalInterface
    interface Stamping {
        /** Stamps the body and returns the send time it wrote, a {@link System#nanoTime()}. */
        long stamp(byte[] body, long sequence);
    }
}
