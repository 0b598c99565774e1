package queuelab.supervisor.trial;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import queuelab.broker.BrokerException;
import queuelab.exchange.control.Report.BrokerReady;
import queuelab.exchange.recording.TrialRecord;
import queuelab.exchange.recording.TrialRecord.Event;
import queuelab.supervisor.host.ChildSpec.Role;
import queuelab.supervisor.host.HostException;
import queuelab.supervisor.scenario.Settings;
import queuelab.supervisor.trial.Steering.Asked;

/** Kills, stops, pauses and restarts processes of a trial under way. Owned by the trial's thread. */
final class ProcessFaults {
    private static final Duration DEATH_DEADLINE = Duration.ofSeconds(5);

    private final Crew crew;
    private final Roster roster;
    private final Joining joining;
    private final FollowUps followUps;
    private final TrialBrokers brokers;
    private final Carrier carrier;
    private boolean tookProducersAway;

    ProcessFaults(
            Crew crew, Roster roster, Joining joining, FollowUps followUps, TrialBrokers brokers, Carrier carrier) {
        this.crew = crew;
        this.roster = roster;
        this.joining = joining;
        this.followUps = followUps;
        this.brokers = brokers;
        this.carrier = carrier;
    }

    boolean tookProducersAway() {
        return tookProducersAway;
    }

    /** Whether a process is there, or will be, and is not ready yet. */
    boolean isStarting(Target target) {
        return roster.find(target)
                .filter(worker -> !worker.isReady() && !worker.isGone())
                .isPresent();
    }

    void kill(Target target, Asked asked) throws ActionRefused {
        Worker worker = running(target);
        takeAway(worker);
        worker.kill();
        happened("killed " + worker.name() + " (kill -9)", worker, "killed");
        followUps.once(
                worker::isGone,
                DEATH_DEADLINE,
                () -> asked.done("killed " + worker.name() + " (kill -9)"),
                () -> asked.refused(worker.name() + " did not die"));
    }

    void stop(Target target, Asked asked) throws ActionRefused, HostException {
        Worker worker = running(target);
        stop(worker, () -> asked.done(worker.name() + " left"));
    }

    private void stop(Worker worker, Runnable then) throws HostException {
        takeAway(worker);
        if (worker.isPaused()) {
            worker.resume();
        }
        happened("told " + worker.name() + " to leave", worker, "stopping");
        joining.letOut(worker, () -> {
            happened(worker.name() + " left", worker, "left");
            then.run();
        });
    }

    void pause(Target target, Asked asked) throws ActionRefused, HostException {
        Worker worker = running(target);
        if (worker.isPaused()) {
            throw new ActionRefused(worker.name() + " is paused already");
        }
        pause(worker);
        asked.done("paused " + worker.name());
    }

    void resume(Target target, Asked asked) throws ActionRefused, HostException {
        Worker worker = running(target);
        if (!worker.isPaused()) {
            throw new ActionRefused(worker.name() + " is not paused");
        }
        resume(worker);
        asked.done("resumed " + worker.name());
    }

    /** Workers first: nothing is sent to a broker that stands still. */
    void pauseAll(Asked asked) throws HostException {
        List<Worker> standing = alive(false);
        for (Worker worker : standing.reversed()) {
            pause(worker);
        }
        asked.done("paused " + standing.size() + (standing.size() == 1 ? " process" : " processes"));
    }

    /** The broker first. */
    void resumeAll(Asked asked) throws HostException {
        List<Worker> paused = alive(true);
        for (Worker worker : paused) {
            resume(worker);
        }
        asked.done("resumed " + paused.size() + (paused.size() == 1 ? " process" : " processes"));
    }

    void restart(Target target, Settings settings, Asked asked) throws ActionRefused, HostException {
        Worker worker = find(target);
        if (carrier instanceof Brokerless) {
            throw new ActionRefused("without a broker nobody keeps the messages for a process that comes later");
        }
        if (worker.isGone()) {
            start(worker, settings, asked);
        } else if (worker.isLeaving()) {
            // Killed a moment ago, most likely: its place is free once it is gone.
            followUps.once(
                    worker::isGone,
                    DEATH_DEADLINE,
                    () -> startOrRefuse(worker, settings, asked),
                    () -> asked.refused(worker.name() + " is still leaving"));
        } else {
            stop(worker, () -> startOrRefuse(worker, settings, asked));
        }
    }

    private void startOrRefuse(Worker gone, Settings settings, Asked asked) {
        try {
            start(gone, settings, asked);
        } catch (ActionRefused | HostException e) {
            asked.refused(String.valueOf(e.getMessage()));
        }
    }

    private void start(Worker gone, Settings settings, Asked asked) throws ActionRefused, HostException {
        long askedNanos = System.nanoTime();
        Worker successor = switch (gone.role()) {
            case BROKER -> brokers.startAgain(Conductor.brokerOf(carrier));
            case PRODUCER -> roster.startProducer(gone.place(), settings);
            case CONSUMER -> roster.startConsumer(gone.place(), settings);
            case NETWORK -> throw new ActionRefused("the network cannot be started again, only healed");
        };
        gone.replacedBy(successor);
        happened("starting " + successor.name() + " in place of " + gone.name(), successor, "starting");
        joining.whenReady(successor, new Joining.Outcome() {
            @Override
            public void ready(Worker worker) throws TrialInterrupted {
                long nanos = System.nanoTime() - askedNanos;
                switch (worker.role()) {
                    case BROKER -> brokerBack(worker, nanos, asked);
                    case PRODUCER, CONSUMER, NETWORK -> {
                        joining.letIn(worker);
                        happened(worker.name() + " took part after " + seconds(nanos), worker, "ready");
                        asked.done("started " + worker.name() + " in place of " + gone.name());
                    }
                }
            }

            @Override
            public void failed(Worker worker, String why) {
                asked.refused(why);
                crew.problem(why);
            }
        });
    }

    private void brokerBack(Worker worker, long nanos, Asked asked) {
        try {
            Conductor.brokerOf(carrier).startedAgain(worker);
        } catch (ActionRefused | BrokerException e) {
            asked.refused(String.valueOf(e.getMessage()));
            crew.problem(String.valueOf(e.getMessage()));
            return;
        }
        Map<String, String> facts = worker.brokerReady().map(BrokerReady::facts).orElse(Map.of());
        long journalMillis = Long.parseLong(facts.getOrDefault(TrialRecord.Broker.START_MILLIS, "0"));
        long messages = Long.parseLong(facts.getOrDefault(TrialRecord.Broker.MESSAGES_AT_START, "0"));
        String words = worker.name() + " was ready after " + seconds(nanos) + "; it activated in " + journalMillis
                + " ms, with " + messages + " messages from its journal";
        crew.happened(
                Event.FAULT + words,
                worker.name(),
                "ready",
                Map.of("readyNanos", nanos, "journalMillis", journalMillis, "messages", messages));
        asked.done(words);
    }

    private void pause(Worker worker) throws HostException {
        worker.pause();
        happened("paused " + worker.name(), worker, "paused");
    }

    private void resume(Worker worker) throws HostException {
        worker.resume();
        happened("resumed " + worker.name(), worker, "resumed");
    }

    /** Every process that is there and paused, or there and not: the broker first, then consumers, then producers. */
    private List<Worker> alive(boolean paused) {
        return crew.all()
                .filter(worker -> !worker.isGone() && !worker.isLeaving() && worker.isPaused() == paused)
                .sorted(Comparator.comparingInt(worker -> switch (worker.role()) {
                    case NETWORK -> -1;
                    case BROKER -> 0;
                    case CONSUMER -> 1;
                    case PRODUCER -> 2;
                }))
                .toList();
    }

    private void takeAway(Worker worker) {
        tookProducersAway |= worker.role() == Role.PRODUCER;
    }

    private Worker running(Target target) throws ActionRefused {
        Worker worker = find(target);
        if (worker.isGone() || worker.isLeaving()) {
            throw new ActionRefused(worker.name() + (worker.isGone() ? " is gone" : " is leaving"));
        }
        if (!worker.isReady()) {
            throw new ActionRefused(worker.name() + " is still starting");
        }
        return worker;
    }

    private Worker find(Target target) throws ActionRefused {
        return roster.find(target)
                .orElseThrow(() -> new ActionRefused(
                        target.role() == Role.BROKER
                                ? "the broker is no process of this trial's, so nothing can be done to it"
                                : "there is no " + target + " in this trial"));
    }

    private void happened(String what, Worker worker, String value) {
        crew.happened(Event.FAULT + what, worker.name(), value);
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.2f s", nanos / 1e9);
    }
}
