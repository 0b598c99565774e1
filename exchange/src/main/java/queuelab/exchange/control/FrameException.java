package queuelab.exchange.control;

/** A line that should be a frame or an assignment is not one. The message says what is wrong with which field, on one line. */
public final class FrameException extends RuntimeException {
    FrameException(String message, Throwable cause) {
        super(message, cause);
    }
}
