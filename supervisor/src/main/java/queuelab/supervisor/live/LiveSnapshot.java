package queuelab.supervisor.live;

import java.util.List;
import java.util.Map;

/**
 * Both lanes with their last ten minutes: what a page that has just been opened needs.
 *
 * @param history readings of each lane, oldest first, by the lane's word
 */
public record LiveSnapshot(
        long atMillis, List<LaneView> lanes, List<Mark> marks, Map<String, List<Reading>> history, LiveLimits limits) {
    public LiveSnapshot {
        lanes = List.copyOf(lanes);
        marks = List.copyOf(marks);
        history = Map.copyOf(history);
    }
}
