package queuelab.supervisor.live;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import queuelab.supervisor.host.ChildSpec.Role;
import queuelab.supervisor.trial.ProcessStatus;
import queuelab.supervisor.trial.ProcessStatus.State;

/** Compares the processes of a lane from one second to the next. Owned by the lane's thread. */
final class Census {
    private Map<String, ProcessStatus> before = new HashMap<>();

    /** A process that died though nobody asked for it, or a broker that died for whatever reason. */
    record Death(ProcessStatus process) {}

    /** Those that have died since the last look. */
    List<Death> take(List<ProcessStatus> processes) {
        List<Death> deaths = new ArrayList<>();
        Map<String, ProcessStatus> now = new HashMap<>();
        for (ProcessStatus process : processes) {
            now.put(process.name(), process);
            boolean dead = isDead(process);
            boolean deadBefore = Optional.ofNullable(before.get(process.name()))
                    .filter(Census::isDead)
                    .isPresent();
            if (dead && !deadBefore) {
                deaths.add(new Death(process));
            }
        }
        before = now;
        return deaths;
    }

    static boolean isDead(ProcessStatus process) {
        return process.state() == State.KILLED || diedByItself(process);
    }

    /** Nobody asked for its death. */
    static boolean diedByItself(ProcessStatus process) {
        return process.state() == State.FAILED || process.state() == State.LOST;
    }

    /** For each place the process that stands there now, or died there; not those that left it as they should. Consumers come last. */
    static List<ProcessStatus> shown(List<ProcessStatus> processes, int consumers) {
        Map<String, ProcessStatus> latest = new LinkedHashMap<>();
        for (ProcessStatus process : processes) {
            boolean wanted = process.role() != Role.CONSUMER || process.place() <= consumers;
            if (process.state() != State.GONE && (wanted || !isDead(process))) {
                String place = process.role().word() + process.place();
                ProcessStatus other = latest.get(place);
                boolean leavingBesideSuccessor = other != null && other.state() == State.LEAVING;
                if (leavingBesideSuccessor || process.state() == State.LEAVING) {
                    latest.put(process.name(), process);
                } else {
                    latest.put(place, process);
                }
            }
        }
        return latest.values().stream()
                .sorted(Comparator.comparing((ProcessStatus process) -> process.role() == Role.CONSUMER)
                        .thenComparing(ProcessStatus::role)
                        .thenComparingInt(ProcessStatus::place)
                        .thenComparingInt(ProcessStatus::index))
                .toList();
    }
}
