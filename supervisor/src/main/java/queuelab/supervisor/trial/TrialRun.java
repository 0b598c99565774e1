package queuelab.supervisor.trial;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import queuelab.broker.BrokerException;
import queuelab.exchange.control.Urgency;
import queuelab.exchange.recording.TrialRecord;
import queuelab.exchange.recording.TrialRecordFile;
import queuelab.supervisor.host.ChildSpec.Role;
import queuelab.supervisor.host.Compilation;
import queuelab.supervisor.host.Distribution;
import queuelab.supervisor.host.Figures;
import queuelab.supervisor.host.Host;
import queuelab.supervisor.host.HostException;
import queuelab.supervisor.host.Leftovers;
import queuelab.supervisor.plan.PlannedTrial;
import queuelab.supervisor.trial.TrialStatus.Phase;

/** One trial under way. Owned by one thread, which calls {@link #run} once. */
final class TrialRun implements AutoCloseable {
    private static final Duration SAMPLE_INTERVAL = Duration.ofSeconds(1);
    private static final Duration DRAIN_POLL = Duration.ofMillis(20);
    /** The broker counts a message a little after it has confirmed it, so one reading of zero proves nothing. */
    private static final int EMPTY_READINGS = 3;

    /** Stands in the record only until the trial has ended. */
    private static final String SUPERVISOR_DIED = "the supervisor died during this trial";

    private final PlannedTrial trial;
    private final Path folder;
    private final Figures figures;
    private final TrialListener listener;
    private final Host host;
    private final Crew crew;
    private final TrialBrokers brokers;
    private final TrialClock clock;
    private final Steering steering;
    private final Compilation compilation;
    private final String startedAt =
            Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    private @Nullable Carrier carrier;
    private TrialRecord.@Nullable Broker brokerFacts;
    private @Nullable Sampler sampler;
    private List<TrialRecord.QueueCounters> counters = List.of();
    private boolean drained;
    private long drainNanos;
    private boolean interrupted;

    TrialRun(
            PlannedTrial trial,
            Path folder,
            String runId,
            Host host,
            Distribution distribution,
            Figures figures,
            TrialListener listener,
            Interruption interruption,
            Steering steering) {
        this.trial = trial;
        this.folder = folder;
        this.figures = figures;
        this.listener = listener;
        this.host = host;
        this.crew = new Crew(host, interruption, new SentSoFar(folder));
        this.clock = new TrialClock(Assignments.window(trial.point().settings()));
        this.steering = steering;
        this.compilation = host.ofWorkers(trial.workersWithC2());
        this.brokers = new TrialBrokers(trial, folder, runId, crew, distribution.profiles());
    }

    TrialRecord run() throws HostException, IOException {
        try {
            Leftovers.find().forEach(leftover -> crew.problems().add("left over from an earlier trial: " + leftover));
            Carrier running = startCarrier();
            var roster = startWorkers(running);
            giveWay();
            flow(running, roster);
            stopWorkers();
            counters = running.counters();
        } catch (TrialInterrupted e) {
            interrupted = true;
        } catch (BrokerException e) {
            crew.problems().add(String.valueOf(e.getMessage()));
        } catch (HostException e) {
            crew.problems().add(String.valueOf(e.getMessage()));
            putAway();
            throw e;
        }
        return putAway();
    }

    /** Ends every process and writes down what is known. */
    private TrialRecord putAway() throws IOException {
        close();
        TrialRecord record = record();
        TrialRecordFile.write(folder, record);
        return record;
    }

    private Carrier startCarrier() throws HostException, TrialInterrupted {
        listener.status(TrialStatus.of(Phase.BROKER));
        Carrier running = brokers.start();
        carrier = running;
        brokers.putProxyBefore(running);
        return running;
    }

    private Roster startWorkers(Carrier running) throws HostException, TrialInterrupted {
        listener.status(TrialStatus.of(Phase.WORKERS));
        var roster = new Roster(crew, new Assignments(trial, folder, running.transport(), compilation));
        roster.startAll();
        crew.awaitReady();
        crew.readClocks();
        return roster;
    }

    /** Once all are ready, what is done here once a second can wait for what the messages need. */
    private static void giveWay() {
        Urgency.WAITING.take();
        Urgency.WAITING.giveToCompilers();
    }

    /** From the first message to the last. */
    private void flow(Carrier running, Roster roster) throws TrialInterrupted, IOException, BrokerException {
        var atStart = trial.point().settings();
        var timetable = new Timetable(trial.point().happenings(), trial.seed());
        var conductor =
                new Conductor(steering, crew, roster, brokers, running, atStart, timetable, clock, this::joined);
        steering.onAsk(crew::wake);
        crew.onChange(worker -> listener.changed(new Pace().status(worker, Double.POSITIVE_INFINITY)));
        try (var sampling = new Sampler(folder, crew, figures, running::depth, conductor::load, !timetable.isEmpty())) {
            sampler = sampling;
            begin(running);
            var phases = new Phases(crew, conductor, sampling, listener, clock);
            phases.awaitProducers();
            awaitDrain(running, conductor, sampling);
        } finally {
            crew.onChange(_ -> {});
            sampler = null;
            conductor.close();
        }
    }

    /** What it used to start counts before the window, as it does for the others. */
    private void joined(Worker worker) {
        if (sampler != null) {
            sampler.look(worker);
        }
        worker.measureStarts();
    }

    /** Starts the clock. What is known so far is written down first, so that the ledgers can be judged even if this process dies. */
    private void begin(Carrier running) throws IOException {
        brokerFacts = running.facts();
        long startNanos = clock.start();
        crew.problem(SUPERVISOR_DIED);
        TrialRecordFile.write(folder, record());
        crew.problems().remove(SUPERVISOR_DIED);
        running.begin(startNanos);
        crew.begin(startNanos);
    }

    /** Waits for the proof that nothing is ready, delivering or scheduled in any queue. */
    private void awaitDrain(Carrier running, Conductor conductor, Sampler sampling)
            throws TrialInterrupted, IOException, BrokerException {
        long measureEnd = clock.measureEndNanos();
        long deadline = Math.max(measureEnd, System.nanoTime()) + clock.window().drainNanos();
        BooleanSupplier nobodyLeft =
                () -> !conductor.isBusy() && (crew.of(Role.CONSUMER).allMatch(Worker::isGone) || running.isGone());
        long nextSample = System.nanoTime();
        int emptyReadings = 0;
        var prefetched = new Prefetched(trial.point(), crew);
        while (!nobodyLeft.getAsBoolean() && deadline - System.nanoTime() > 0) {
            conductor.attend();
            emptyReadings = running.answers() && running.isDrained() && prefetched.isHandled(System.nanoTime())
                    ? emptyReadings + 1
                    : 0;
            if (emptyReadings == EMPTY_READINGS) {
                drained = true;
                break;
            }
            if (System.nanoTime() - nextSample > 0) {
                nextSample += SAMPLE_INTERVAL.toNanos();
                listener.status(sampling.sample(Phase.DRAIN, 0));
            }
            crew.pump(
                    () -> nobodyLeft.getAsBoolean() || conductor.isCalled(), System.nanoTime() + DRAIN_POLL.toNanos());
        }
        drainNanos = Math.max(0, System.nanoTime() - measureEnd);
        sampling.sampleAtEnd(Phase.DRAIN, 0);
    }

    private void stopWorkers() {
        listener.status(TrialStatus.of(Phase.STOP));
        crew.stop(crew.all().filter(Worker::isProducerOrConsumer).toList());
    }

    /** Stops whatever is still there: workers first, so that none sees its broker go. */
    @Override
    public void close() {
        crew.reap(crew.all()
                .filter(worker -> worker.isProducerOrConsumer() && !worker.isGone())
                .toList());
        Carrier running = carrier;
        if (running != null) {
            carrier = null;
            end(running);
        }
        crew.reap(crew.all().filter(worker -> !worker.isGone()).toList());
        crew.collectRecordings();
        removeStorage();
    }

    private void end(Carrier running) {
        brokerFacts = running.facts();
        try {
            running.end();
        } catch (BrokerException e) {
            crew.problems().add(String.valueOf(e.getMessage()));
        }
    }

    private void removeStorage() {
        Path storage = TrialBrokers.storage(folder);
        try {
            host.removeStorage(storage);
        } catch (IOException e) {
            crew.problems().add("could not remove " + storage + ": " + e.getMessage());
        }
    }

    private TrialRecord record() {
        return new TrialRecord(
                TrialRecord.SCHEMA,
                trial.id(),
                trial.point().variant(),
                trial.point().sweep(),
                trial.repeat(),
                trial.order(),
                trial.point().settings().written(),
                startedAt,
                clock.startNanos(),
                clock.window(),
                brokerFacts,
                crew.all()
                        .filter(worker -> !worker.neverWas())
                        .map(Worker::record)
                        .toList(),
                counters,
                drained,
                drainNanos,
                interrupted,
                crew.problems(),
                crew.events());
    }
}
