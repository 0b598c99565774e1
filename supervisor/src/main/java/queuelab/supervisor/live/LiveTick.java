package queuelab.supervisor.live;

import java.util.List;

/**
 * Both lanes in one second.
 *
 * @param marks what happened since the tick before
 */
public record LiveTick(long atMillis, List<LaneView> lanes, List<Mark> marks) {
    public LiveTick {
        lanes = List.copyOf(lanes);
        marks = List.copyOf(marks);
    }
}
