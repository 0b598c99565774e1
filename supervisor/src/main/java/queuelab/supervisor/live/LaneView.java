package queuelab.supervisor.live;

import java.util.List;
import java.util.Map;
import queuelab.supervisor.trial.ProcessStatus;

/**
 * One lane as it is now.
 *
 * @param words what it does, or why it does not; for people
 * @param story what became of the messages when the broker last died, in words; empty before that happened
 * @param knobs where its knobs stand, by dotted key
 * @param processes those that are there, and those that died and were not replaced
 */
public record LaneView(
        LaneKind lane,
        LaneState state,
        String words,
        String story,
        Map<String, String> knobs,
        Reading reading,
        Account account,
        List<ProcessStatus> processes) {
    public LaneView {
        knobs = Map.copyOf(knobs);
        processes = List.copyOf(processes);
    }
}
