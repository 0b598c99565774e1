package queuelab.broker;

/** A broker could not be started, reached or asked. The message is one sentence for a person: what, where, and the cause; never a password. */
public final class BrokerException extends Exception {
    private static final long serialVersionUID = 1;

    BrokerException(String message) {
        super(message);
    }

    BrokerException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The first message on the way down the causes that says something: wrappers without one are skipped. */
    static String reason(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (message != null && !message.isBlank()) {
                return message.strip();
            }
        }
        return failure.getClass().getSimpleName();
    }
}
