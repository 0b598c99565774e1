package queuelab.supervisor.live;

/**
 * Something that happened to a lane, to be drawn where it happened.
 *
 * @param number counts up over both lanes, so that whoever lost the line can tell what is new
 * @param atMillis wall clock, milliseconds since 1970
 * @param kind colours it
 * @param words what happened, for people
 */
public record Mark(long number, long atMillis, LaneKind lane, Kind kind, String words) {
    /** What kind of thing happened. */
    public enum Kind {
        /** A person turned a knob. */
        CHANGE,
        /** Something was killed, paused, or died. */
        FAULT,
        /** It is whole again. */
        RECOVERY
    }
}
