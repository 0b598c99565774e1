package queuelab.supervisor.trial;

/** An action cannot be done to this trial, or not now. The message says why, in words for the person who asked. */
public final class ActionRefused extends Exception {
    ActionRefused(String message) {
        super(message);
    }
}
