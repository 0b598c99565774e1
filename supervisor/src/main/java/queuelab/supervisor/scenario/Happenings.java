package queuelab.supervisor.scenario;

import java.util.List;

/** What happens in a point while its messages flow: settings that change, and what goes wrong. */
public record Happenings(List<TimedChange> timeline, List<Fault> faults) {
    public static final Happenings NONE = new Happenings(List.of(), List.of());

    public Happenings {
        timeline = List.copyOf(timeline);
        faults = List.copyOf(faults);
    }

    /** Whether clients must expect to lose their connection. */
    boolean breaksConnections() {
        return faults.stream()
                .flatMap(fault -> fault.targets().stream())
                .anyMatch(target -> target.role() == Fault.Role.BROKER || target.role() == Fault.Role.NETWORK);
    }

    /** Whether something goes wrong between workers and broker, so that a proxy must stand there. */
    public boolean touchesNetwork() {
        return faults.stream()
                .flatMap(fault -> fault.targets().stream())
                .anyMatch(target -> target.role() == Fault.Role.NETWORK);
    }
}
