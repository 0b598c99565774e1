package queuelab.supervisor.host.agent;

/** What arrived is no frame, or not one that may come now. The message says why, on one line, and quotes nothing of it. */
final class BadAgentFrame extends Exception {
    private static final long serialVersionUID = 1;

    BadAgentFrame(String message) {
        super(message);
    }
}
