package queuelab.exchange.control;

/** Stdin ended: the supervisor is gone or wants this process gone. Routine, so it carries no stack trace. */
public final class InputEnded extends Exception {
    InputEnded() {
        super("end of stdin", null, false, false);
    }
}
