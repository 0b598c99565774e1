package queuelab.supervisor.trial;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import queuelab.supervisor.host.HostException;
import queuelab.supervisor.scenario.Settings;
import queuelab.supervisor.trial.Steering.Asked;

/**
 * Brings the consumers of a trial under way to what the settings ask for: so many processes, each started with the settings of now. One that
 * takes the place of another joins before the other leaves, so that no subscription is without a consumer. Owned by the trial's thread.
 */
final class ConsumerSet {
    private final Crew crew;
    private final Roster roster;
    private final Joining joining;
    private final Map<Integer, Worker> starting = new HashMap<>();
    private final List<Asked> waiting = new ArrayList<>();
    /** Consumers started before this moment have settings of old. */
    private List<Worker> outdated = List.of();

    ConsumerSet(Crew crew, Roster roster, Joining joining) {
        this.crew = crew;
        this.roster = roster;
        this.joining = joining;
    }

    /** Starts and ends processes until there are as many as asked for. */
    void resize(Settings settings, Asked asked) throws HostException {
        waiting.add(asked);
        adjust(settings);
    }

    /** Replaces every process by one with the settings of now. */
    void replace(Settings settings, Asked asked) throws HostException {
        waiting.add(asked);
        outdated = roster.consumersStaying();
        adjust(settings);
    }

    private void adjust(Settings settings) throws HostException {
        int wanted = settings.consumer().processes();
        for (int place = 1; place <= wanted; place++) {
            boolean filled =
                    standing(place).filter(worker -> !outdated.contains(worker)).isPresent();
            if (!filled && !starting.containsKey(place)) {
                start(place, settings);
            }
        }
        for (Worker worker : roster.consumersStaying()) {
            if (worker.place() > wanted && !starting.containsValue(worker)) {
                leave(worker);
            }
        }
        tellWhenSettled(settings);
    }

    /** Who takes part in this place. */
    private Optional<Worker> standing(int place) {
        return roster.consumersStaying().stream()
                .filter(worker -> worker.place() == place && !starting.containsValue(worker))
                .findFirst();
    }

    private void start(int place, Settings settings) throws HostException {
        Worker started = roster.startConsumer(place, settings);
        starting.put(place, started);
        joining.whenReady(started, new Joining.Outcome() {
            @Override
            public void ready(Worker worker) throws TrialInterrupted {
                Optional<Worker> before = standing(place);
                joining.letIn(worker);
                starting.remove(place);
                crew.happened(worker.name() + " joined", worker.name(), "joined");
                before.ifPresent(old -> {
                    old.replacedBy(worker);
                    leave(old);
                });
                tellWhenSettled(settings);
            }

            @Override
            public void failed(Worker worker, String why) {
                starting.remove(place);
                waiting.forEach(asked -> asked.refused(why));
                waiting.clear();
                crew.problem(why);
            }
        });
    }

    private void leave(Worker worker) {
        joining.letOut(worker, () -> crew.happened(worker.name() + " left", worker.name(), "left"));
    }

    private void tellWhenSettled(Settings settings) {
        if (starting.isEmpty()) {
            int processes = settings.consumer().processes();
            waiting.forEach(asked -> asked.done(processes
                    + (processes == 1 ? " consumer process takes" : " consumer processes take") + " part now"));
            waiting.clear();
        }
    }
}
