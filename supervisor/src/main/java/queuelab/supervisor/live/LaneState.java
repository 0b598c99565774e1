package queuelab.supervisor.live;

/** Whether a lane flows. */
public enum LaneState {
    STOPPED,
    STARTING,
    FLOWING,
    ENDING,
    /** It could not be started, or broke; the lane's words say why. */
    BROKEN
}
