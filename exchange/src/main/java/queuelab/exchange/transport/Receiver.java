package queuelab.exchange.transport;

import java.time.Duration;

/** Receives copies of messages for one consumer thread. */
public interface Receiver extends AutoCloseable {
    /** Begins to call the listener, on one thread that this receiver owns or is lent by its transport. */
    void start(DeliveryListener listener) throws TransportException;

    /**
     * Stops calling the listener: waits for the call under way, acknowledges or commits what was handled, and tells the listener so.
     * After this the caller owns the listener's state again.
     *
     * @return whether the last call ended within the time
     */
    boolean stop(Duration deadline) throws TransportException;

    @Override
    void close() throws TransportException;
}
