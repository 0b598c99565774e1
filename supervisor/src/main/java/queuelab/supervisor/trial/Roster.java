package queuelab.supervisor.trial;

import java.util.List;
import java.util.Optional;
import queuelab.supervisor.host.ChildSpec.Role;
import queuelab.supervisor.host.HostException;
import queuelab.supervisor.scenario.Settings;

/**
 * Who works in which place of a trial, and who is started in whose stead. Numbers of processes and ids of producers are never used twice.
 * Owned by the trial's thread.
 */
final class Roster {
    private final Crew crew;
    private final Assignments assignments;
    private int consumers;
    private int producers;
    private int producersReplaced;

    Roster(Crew crew, Assignments assignments) {
        this.crew = crew;
        this.assignments = assignments;
    }

    /** Starts the planned workers. */
    void startAll() throws HostException {
        var receivers = assignments.consumers();
        consumers = receivers.size();
        var senders = assignments.producers();
        producers = senders.size();
        if (assignments.inOneProcess()) {
            crew.startTogether(senders.getFirst(), receivers.getFirst());
        } else {
            crew.start(receivers);
            crew.start(senders);
        }
    }

    /** The process that a target means now. */
    Optional<Worker> find(Target target) {
        return crew.of(target.role())
                .filter(worker -> worker.child().spec().index() == target.index())
                .map(Worker::latest)
                .findFirst();
    }

    /** Consumers that take part or are about to: not gone, not leaving. */
    List<Worker> consumersStaying() {
        return crew.of(Role.CONSUMER)
                .filter(worker -> !worker.isGone() && !worker.isLeaving())
                .toList();
    }

    Worker startConsumer(int place, Settings settings) throws HostException {
        return crew.start(assignments.consumer(++consumers, place, settings), place);
    }

    Worker startProducer(int place, Settings settings) throws HostException, ActionRefused {
        if (producersReplaced == assignments.mostReplacements()) {
            throw new ActionRefused(
                    "at most " + assignments.mostReplacements() + " producers can be replaced in one trial");
        }
        return crew.start(assignments.producer(++producers, place, ++producersReplaced, settings), place);
    }
}
