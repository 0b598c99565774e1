package queuelab.supervisor.trial;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import queuelab.broker.BrokerException;
import queuelab.exchange.control.Command;
import queuelab.exchange.recording.TrialRecord.Event;
import queuelab.supervisor.host.ChildSpec.Role;
import queuelab.supervisor.host.HostException;
import queuelab.supervisor.scenario.Change;
import queuelab.supervisor.scenario.Settings;
import queuelab.supervisor.trial.Steering.Asked;

/**
 * Does to a trial under way what is asked of it, and writes down what happened. Never waits: what takes time is followed up while messages
 * flow. Owned by the trial's thread.
 */
final class Conductor {
    /** How soon to look again whether what is held back can be done: its moment has passed, and the process is not ready. */
    private static final long HELD_BACK_NANOS = 1_000_000;

    private final Steering steering;
    private final Crew crew;
    private final TrialClock clock;
    private final FollowUps followUps = new FollowUps();
    private final Joining joining;
    private final ConsumerSet consumers;
    private final ProcessFaults faults;
    private final Carrier carrier;
    private final Timetable timetable;
    private final NetworkFaults network;
    private final Settings atStart;
    /** What somebody asked for and waits to hear of. */
    private final List<Asked> underWay = new ArrayList<>();

    private Settings settings;
    private boolean diskFull;

    /**
     * For one trial whose workers are ready.
     *
     * @param joined told of each worker that begins to take part later
     */
    Conductor(
            Steering steering,
            Crew crew,
            Roster roster,
            TrialBrokers brokers,
            Carrier carrier,
            Settings settings,
            Timetable timetable,
            TrialClock clock,
            Consumer<Worker> joined) {
        this.steering = steering;
        this.crew = crew;
        this.clock = clock;
        this.carrier = carrier;
        this.atStart = settings;
        this.settings = settings;
        this.timetable = timetable;
        this.network = new NetworkFaults(crew);
        this.joining = new Joining(crew, followUps, clock::startNanos, joined);
        this.consumers = new ConsumerSet(crew, roster, joining);
        this.faults = new ProcessFaults(crew, roster, joining, followUps, brokers, carrier);
    }

    /** The load asked for at the moment, as a scenario writes it. */
    String load() {
        return String.valueOf(settings.written().get("producer.load"));
    }

    /** Whether there is something to do now. */
    boolean isCalled() {
        return !steering.isEmpty() || followUps.anyDue() || isScheduled();
    }

    /** Whether something that was begun is still under way. */
    boolean isBusy() {
        return !followUps.isEmpty();
    }

    /** Whether producers were taken away on request, so that their end does not end the window. */
    boolean tookProducersAway() {
        return faults.tookProducersAway();
    }

    /** Does all that is to be done now, knowing what has happened: a process that died is not taken for one that stands. */
    void attend() throws TrialInterrupted {
        crew.hearAll();
        followUps.takeDue();
        while (isScheduled()) {
            Action action = Objects.requireNonNull(timetable.due(clock.sinceMeasuring()));
            act(new Asked(action, planned(action)));
        }
        for (@Nullable Asked asked = steering.next(); asked != null; asked = steering.next()) {
            underWay.removeIf(Asked::isAnswered);
            underWay.add(asked);
            crew.hearAll();
            act(asked);
        }
    }

    /** Whether the timetable has something for now. What is to happen to a process waits until that process has started. */
    private boolean isScheduled() {
        Action next = timetable.peek(clock.sinceMeasuring());
        return clock.isMeasuring()
                && next != null
                && !(next instanceof Action.OnProcess on && faults.isStarting(on.target()));
    }

    /** How long the trial may be left alone. */
    long nextNanos() {
        Duration next = timetable.next();
        return next == null || clock.sinceMeasuring().isNegative()
                ? Long.MAX_VALUE
                : Math.max(HELD_BACK_NANOS, next.minus(clock.sinceMeasuring()).toNanos());
    }

    /** What the scenario asked for and could not be done puts the trial in doubt. */
    private CompletableFuture<String> planned(Action action) {
        var outcome = new CompletableFuture<String>();
        var _ = outcome.exceptionally(failure -> {
            crew.problem("could not do as the scenario says (" + action + "): " + failure.getMessage());
            return "";
        });
        return outcome;
    }

    /** Measuring is over: whatever was stopped or disturbed goes on, so that the queues can drain. */
    void putRight() throws TrialInterrupted {
        crew.hearAll();
        if (crew.all().anyMatch(worker -> worker.isPaused() && !worker.isGone())) {
            act(new Asked(new Action.ResumeAll(), new CompletableFuture<>()));
        }
        timetable.left().forEach(entry -> crew.problem("measuring ended before its time came: " + entry.action()));
        if (network.isDisturbed()) {
            act(new Asked(new Action.HealNetwork(), new CompletableFuture<>()));
        }
        if (diskFull) {
            act(new Asked(new Action.FreeDisk(), new CompletableFuture<>()));
        }
        if (carrier.isGone() && !isBusy()) {
            act(new Asked(new Action.Restart(Target.BROKER), new CompletableFuture<>()));
        }
    }

    private void act(Asked asked) throws TrialInterrupted {
        try {
            switch (asked.action()) {
                case Action.Set(Change change) -> set(change, asked);
                case Action.Kill(Target target) -> faults.kill(target, asked);
                case Action.Stop(Target target) -> faults.stop(target, asked);
                case Action.Pause(Target target) -> faults.pause(target, asked);
                case Action.Resume(Target target) -> faults.resume(target, asked);
                case Action.Restart(Target target) -> faults.restart(target, settings, asked);
                case Action.PauseAll() -> faults.pauseAll(asked);
                case Action.ResumeAll() -> faults.resumeAll(asked);
                case Action.BlockDisk() -> disk(true, asked);
                case Action.FreeDisk() -> disk(false, asked);
                case Action.CutNetwork() -> network.cut(asked);
                case Action.DelayNetwork(Duration by) -> network.delay(by, asked);
                case Action.SlowNetwork(long bytesPerSecond) -> network.slow(bytesPerSecond, asked);
                case Action.HealNetwork() -> network.heal(asked);
                case Action.Finish() -> finish(asked);
            }
        } catch (ActionRefused | HostException | BrokerException | IllegalArgumentException e) {
            asked.refused(String.valueOf(e.getMessage()));
        }
    }

    private void set(Change change, Asked asked) throws HostException, ActionRefused {
        Settings changed = settings.with(change);
        switch (change.setting()) {
            case PRODUCER_LOAD ->
                tell(Role.PRODUCER, new Command.ChangeLoad(changed.producer().load()));
            case PRODUCER_SIZE -> {
                refuseSize(changed.producer().sizeBytes());
                tell(Role.PRODUCER, new Command.ChangeSize(changed.producer().sizeBytes()));
            }
            case CONSUMER_WORK ->
                tell(Role.CONSUMER, new Command.ChangeWork(changed.consumer().work()));
            case CONSUMER_PROCESSES, CONSUMER_WINDOW, CONSUMER_ACK -> {}
        }
        String key = change.setting().key();
        String words = key + " changed from " + settings.written().get(key) + " to " + change.value();
        settings = changed;
        crew.happened(words, key, change.value());
        switch (change.setting()) {
            case PRODUCER_LOAD, PRODUCER_SIZE, CONSUMER_WORK -> asked.done(words);
            case CONSUMER_PROCESSES -> consumers.resize(settings, asked);
            case CONSUMER_WINDOW, CONSUMER_ACK -> consumers.replace(settings, asked);
        }
    }

    /** Also to those that are being started: a command before the start is as good. */
    private void tell(Role role, Command command) {
        crew.of(role)
                .filter(worker -> !worker.isGone() && !worker.isLeaving())
                .forEach(worker -> worker.child().send(command));
    }

    private void refuseSize(int sizeBytes) throws ActionRefused {
        long most = Assignments.mostSizeBytes(atStart);
        if (sizeBytes > most) {
            throw new ActionRefused("`producer.size` must be at most " + most
                    + " B in this trial (the memory its producers were started with), got " + sizeBytes + " B");
        }
    }

    private void disk(boolean full, Asked asked) throws BrokerException, ActionRefused {
        TrialBroker broker = brokerOf(carrier);
        if (full == diskFull) {
            throw new ActionRefused("the broker's disk is " + (full ? "full already" : "not full"));
        }
        if (!broker.answers()) {
            throw new ActionRefused("the broker does not answer");
        }
        if (full) {
            broker.keeper().block();
        } else {
            broker.keeper().unblock();
        }
        diskFull = full;
        String words =
                full ? "the broker takes no more messages, as with a full disk" : "the broker takes messages again";
        crew.happened(Event.FAULT + words, "disk", full ? "full" : "free");
        asked.done(words);
    }

    static TrialBroker brokerOf(Carrier carrier) throws ActionRefused {
        return switch (carrier) {
            case TrialBroker broker -> broker;
            case Brokerless none -> throw new ActionRefused("there is no broker in this trial");
        };
    }

    private void finish(Asked asked) throws ActionRefused {
        if (!clock.isMeasuring()) {
            throw new ActionRefused("only measuring can be finished early");
        }
        clock.endMeasuring();
        tell(Role.PRODUCER, new Command.Stop());
        crew.happened("measuring ended early, as asked", "", "finished");
        asked.done("measuring ended; the queues are being drained");
    }

    /** Says no to all that is still asked for, and to what was begun and will not be done any more. */
    void close() {
        steering.close();
        underWay.forEach(asked -> asked.refused(Steering.OVER));
    }
}
