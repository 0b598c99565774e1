package queuelab.supervisor.analysis;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import queuelab.exchange.recording.TrialRecord;
import queuelab.exchange.recording.TrialRecord.Child;
import queuelab.exchange.recording.TrialRecord.Event;

/** What was done to a trial on purpose while its messages flowed, read from the events of its record. */
final class Disturbances {
    private static final Set<String> JOINS = Set.of("joined", "ready", "starting");
    /** What happened to a process that is gone because somebody asked for it. */
    private static final Set<String> ENDINGS = Set.of("killed", "stopping", "left");

    private final TrialRecord trial;

    Disturbances(TrialRecord trial) {
        this.trial = trial;
    }

    List<Event> faults() {
        return trial.events().stream().filter(Event::fault).toList();
    }

    /** Settings that changed. */
    List<Event> changes() {
        return trial.events().stream()
                .filter(event -> trial.settings().containsKey(event.subject()))
                .toList();
    }

    boolean anyFault() {
        return trial.events().stream().anyMatch(Event::fault);
    }

    boolean any() {
        return anyFault() || !changes().isEmpty();
    }

    /** Whether processes were started while messages flowed, which costs the others CPU time. */
    boolean startedProcesses() {
        return trial.events().stream().anyMatch(event -> JOINS.contains(event.value()));
    }

    /** Whether connections between workers and broker were broken: by a fault of the broker, or of what lies between. */
    boolean brokeConnections() {
        return faults().stream()
                .anyMatch(event -> event.subject().startsWith("broker")
                        || event.subject().equals("network")
                        || (event.subject().isEmpty() && event.what().contains("broker")));
    }

    /** Whether a fault killed a process, which then could not finish its recordings. */
    boolean killedAny() {
        return faults().stream().anyMatch(event -> event.value().equals("killed"));
    }

    /** Whether a fault asked for the end of this process. */
    boolean asked(Child child) {
        return faults().stream().anyMatch(event -> ended(event, child));
    }

    private static boolean ended(Event event, Child child) {
        // A record written before events had a subject says it in words only.
        return event.subject().isEmpty()
                ? Stream.of(child.folder(), child.role() + "-" + child.index())
                        .anyMatch(name -> Pattern.compile("\\b" + Pattern.quote(name) + "\\b")
                                .matcher(event.what())
                                .find())
                : ENDINGS.contains(event.value()) && event.subject().equals(child.folder());
    }
}
