package queuelab.supervisor.live;

/** Something that a lane cannot do now. The message says why, for the person who asked. */
public final class LaneRefused extends Exception {
    private static final long serialVersionUID = 1;

    LaneRefused(String message) {
        super(message);
    }
}
