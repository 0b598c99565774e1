package queuelab.supervisor.host;

import org.jspecify.annotations.Nullable;

/** A process could not be started or reached. The message says which, and why, in words for the person at the terminal. */
public final class HostException extends Exception {
    public HostException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
