package queuelab.supervisor.live;

import java.io.IOException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import queuelab.supervisor.host.ChildSpec.Role;
import queuelab.supervisor.host.agent.Agents;
import queuelab.supervisor.scenario.Change;
import queuelab.supervisor.scenario.LiveSetting;
import queuelab.supervisor.trial.Action;
import queuelab.supervisor.trial.ProcessStatus;
import queuelab.supervisor.trial.Target;

/**
 * Lets the lanes follow the agents: they start once there is an agent of each role, have a consumer for each consumer agent, and get back
 * what died with an agent once another can run it. What somebody killed or stopped on the page stays as it is. Everything happens on one thread of its own.
 */
public final class LanesAtAgents implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LanesAtAgents.class);
    private static final long LOOK_MILLIS = 500;
    private static final long FIRST_REST_SECONDS = 5;
    private static final long LONGEST_REST_SECONDS = 60;
    private static final List<Role> NEEDED = List.of(Role.BROKER, Role.PRODUCER, Role.CONSUMER);

    private final LiveLab lab;
    private final Agents agents;
    private final ScheduledExecutorService thread = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("lanes-at-agents").factory(), new ThreadPoolExecutor.DiscardPolicy());
    private final Map<LaneKind, Integer> consumers = new EnumMap<>(LaneKind.class);
    private final Set<LaneKind> turning = EnumSet.noneOf(LaneKind.class);
    private final Set<String> replaced = new HashSet<>();
    /** Where something was refused, and nothing is tried for a while; forgotten when an agent comes or goes. */
    private final Map<Part, Rest> resting = new HashMap<>();

    private boolean started;

    /** The consumers of a lane, or its broker and producer: what is refused to the one does not hold up the other. */
    private record Part(LaneKind lane, boolean consumers) {}

    /** A pause after a refusal, twice as long after each that follows. */
    private record Rest(long seconds, long endNanos) {
        static Rest after(@Nullable Rest before) {
            long seconds = before == null ? FIRST_REST_SECONDS : Math.min(LONGEST_REST_SECONDS, 2 * before.seconds);
            return new Rest(seconds, System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds));
        }

        boolean isOver() {
            return System.nanoTime() - endNanos >= 0;
        }
    }

    public LanesAtAgents(LiveLab lab, Agents agents) {
        this.lab = lab;
        this.agents = agents;
    }

    /** Follows from now on: at once when an agent comes or goes, and now and then what becomes of the lanes. */
    public void follow() {
        agents.onChange(() -> thread.execute(() -> {
            resting.clear();
            look();
        }));
        var _ = thread.scheduleWithFixedDelay(this::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            Map<Role, Integer> present = present();
            // One that is away may come back with what it runs, so it counts until it is given up.
            if (present.keySet().containsAll(NEEDED)) {
                int wanted = Math.min(
                        present.getOrDefault(Role.CONSUMER, 1), lab.limits().mostConsumers());
                start(wanted);
                for (LaneView lane : lab.snapshot().lanes()) {
                    if (lane.state() == LaneState.FLOWING) {
                        follow(lane, wanted);
                    } else {
                        replaced.removeIf(death -> death.startsWith(lane.lane().word()));
                    }
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("the lanes could not follow the agents", e);
        }
    }

    private Map<Role, Integer> present() {
        Map<Role, Integer> present = new EnumMap<>(Role.class);
        agents.list().stream()
                .filter(agent -> !agent.ending())
                .forEach(agent -> present.merge(agent.role(), 1, Integer::sum));
        return present;
    }

    /** At first, and again where a lane broke; not where somebody stopped it. */
    private void start(int wanted) throws IOException {
        List<LaneState> states =
                lab.snapshot().lanes().stream().map(LaneView::state).toList();
        boolean broken = states.contains(LaneState.BROKEN) && !states.contains(LaneState.STOPPED);
        if (!started || broken) {
            for (LaneKind kind : LaneKind.values()) {
                turn(kind, wanted);
            }
            lab.start();
            started = true;
        }
    }

    private void follow(LaneView lane, int wanted) {
        List<ProcessStatus> dead =
                lane.processes().stream().filter(Census::diedByItself).toList();
        if (!rests(new Part(lane.lane(), false))) {
            dead.stream().filter(process -> process.role() != Role.CONSUMER).forEach(process -> replace(lane, process));
        }
        boolean brokerRuns = lane.processes().stream()
                .anyMatch(process -> process.role() == Role.BROKER && process.state() == ProcessStatus.State.RUNNING);
        if (!brokerRuns) {
            return; // a consumer that starts now would wait for it, and what waits for the consumer with it
        }
        if (rests(new Part(lane.lane(), true))) {
            return;
        }
        if (!Integer.valueOf(wanted).equals(consumers.get(lane.lane()))) {
            turn(lane.lane(), wanted);
        }
        if (turning.contains(lane.lane())) {
            return; // its knobs still show the number before: filling up to that would undo the turn
        }
        dead.stream().filter(process -> process.role() == Role.CONSUMER).forEach(process -> replace(lane, process));
    }

    private void turn(LaneKind kind, int wanted) {
        consumers.put(kind, wanted);
        turning.add(kind);
        var change = new Change(LiveSetting.CONSUMER_PROCESSES, String.valueOf(wanted));
        var _ = lab.turn(kind, List.of(change))
                .whenCompleteAsync(
                        (_, failure) -> {
                            turning.remove(kind);
                            if (failure != null) {
                                LOG.warn(
                                        "the {} lane did not follow the number of agents: {}",
                                        kind.word(),
                                        failure.getMessage());
                                consumers.remove(kind);
                            }
                            tried(new Part(kind, true), failure == null);
                        },
                        thread);
    }

    /** Once for each death; again where that was refused. Consumers are filled up to their number. */
    private void replace(LaneView lane, ProcessStatus dead) {
        LaneKind kind = lane.lane();
        String death = kind.word() + " " + dead.name();
        if (replaced.add(death)) {
            CompletableFuture<String> outcome = switch (dead.role()) {
                case BROKER, PRODUCER, NETWORK ->
                    lab.ask(kind, new Action.Restart(new Target(dead.role(), dead.index())));
                case CONSUMER -> {
                    String number = String.valueOf(lane.knobs().get(LiveSetting.CONSUMER_PROCESSES.key()));
                    yield lab.turn(kind, List.of(new Change(LiveSetting.CONSUMER_PROCESSES, number)));
                }
            };
            var _ = outcome.whenCompleteAsync(
                    (_, failure) -> {
                        if (failure != null) {
                            LOG.warn("{} was not replaced: {}", death, failure.getMessage());
                            replaced.remove(death);
                        }
                        tried(new Part(kind, dead.role() == Role.CONSUMER), failure == null);
                    },
                    thread);
        }
    }

    private boolean rests(Part part) {
        Rest rest = resting.get(part);
        return rest != null && !rest.isOver();
    }

    /**
     * What an agent could not start it will not start a second later, and each try leaves a mark. Several that were refused together count as
     * one refusal.
     */
    private void tried(Part part, boolean done) {
        if (done) {
            resting.remove(part);
        } else if (!rests(part)) {
            resting.compute(part, (_, before) -> Rest.after(before));
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
