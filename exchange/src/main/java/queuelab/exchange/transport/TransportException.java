package queuelab.exchange.transport;

import org.jspecify.annotations.Nullable;

/** A transport could not be opened or broke. The message says what, where and why, in words for the person at the terminal. */
public class TransportException extends Exception {
    public TransportException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
