package queuelab.supervisor.trial;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.control.Command;
import queuelab.exchange.control.Report;
import queuelab.exchange.recording.TrialRecord;
import queuelab.supervisor.host.ChildEvent;
import queuelab.supervisor.host.ChildProcess;
import queuelab.supervisor.host.ChildSpec;
import queuelab.supervisor.host.ChildSpec.Role;
import queuelab.supervisor.host.Host;
import queuelab.supervisor.host.HostException;

/**
 * The child processes of one trial and the inbox through which they are heard. Everything happens on the trial's thread; children only
 * put events into the inbox.
 */
final class Crew {
    private static final Duration READY_DEADLINE = Duration.ofSeconds(60);
    private static final Duration CLOCK_DEADLINE = Duration.ofSeconds(5);
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(10);
    private static final Duration RECORDINGS_DEADLINE = Duration.ofMinutes(2);
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final int CLOCK_PROBES = 10;
    /** A way that differs more from one time to the next is tried more often. */
    private static final int CLOCK_PROBES_AFAR = 60;

    private static final long INTERRUPTION_CHECK_NANOS = Duration.ofMillis(100).toNanos();

    private final Host host;
    private final Interruption interruption;
    private final SentSoFar sentSoFar;
    private final BlockingQueue<Arrival> inbox = new LinkedBlockingQueue<>();
    private final Map<ChildProcess, Worker> workers = new LinkedHashMap<>();
    private final List<TrialRecord.Event> events = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private Consumer<Worker> whenChanged = _ -> {};
    private boolean started;
    private long clockAskedNanos;
    private int clockAnswer = -1;

    /** What the trial's thread wakes for. */
    private sealed interface Arrival {
        record OfChild(ChildEvent event) implements Arrival {}

        record Woken() implements Arrival {}
    }

    Crew(Host host, Interruption interruption, SentSoFar sentSoFar) {
        this.host = host;
        this.interruption = interruption;
        this.sentSoFar = sentSoFar;
    }

    List<TrialRecord.Event> events() {
        return events;
    }

    Stream<Worker> all() {
        return workers.values().stream();
    }

    Stream<Worker> of(Role role) {
        return all().filter(worker -> worker.child().spec().role() == role);
    }

    /** Tells of each child that is started or gone from now on. */
    void onChange(Consumer<Worker> listener) {
        whenChanged = listener;
    }

    /** Starts the children, each in the place of its number. */
    void start(List<ChildSpec> specs) throws HostException {
        for (ChildSpec spec : specs) {
            start(spec);
        }
    }

    Worker start(ChildSpec spec) throws HostException {
        return start(spec, spec.index());
    }

    /**
     * Starts a child. It is heard through the inbox from here on; that an agent could not start it as well.
     *
     * @param place which of the planned processes of its role it stands for
     */
    Worker start(ChildSpec spec, int place) throws HostException {
        ChildProcess child = host.start(spec, event -> inbox.add(new Arrival.OfChild(event)));
        var worker = new Worker(child, place);
        workers.put(child, worker);
        whenChanged.accept(worker);
        return worker;
    }

    /** Starts a producer and a consumer that are threads of one process. */
    void startTogether(ChildSpec producer, ChildSpec consumer) throws HostException {
        host.startTogether(producer, consumer, event -> inbox.add(new Arrival.OfChild(event)))
                .forEach(child ->
                        workers.put(child, new Worker(child, child.spec().index())));
    }

    /** Waits until every worker is ready; one that fails before stops everything. */
    void awaitReady() throws HostException, TrialInterrupted {
        boolean inTime = pump(
                () -> all().allMatch(Worker::isReady)
                        || all().anyMatch(worker -> worker.hasFailed() || worker.isGone()),
                System.nanoTime() + READY_DEADLINE.toNanos());
        for (Worker worker : workers.values()) {
            if (worker.hasFailed()) {
                throw new HostException(worker.name() + " could not start: " + worker.failure(), null);
            }
            if (!inTime && !worker.isReady()) {
                throw new HostException(
                        worker.name() + " was not ready within " + READY_DEADLINE.toSeconds() + " s", null);
            }
        }
    }

    /** Reads every worker's clock between two readings of ours, several times, and keeps the tightest. */
    void readClocks() throws TrialInterrupted {
        for (Worker worker : workers.values()) {
            readClock(worker);
        }
    }

    /** The same for one worker. On another host it is told what to take off its clock, if that differs for sure, and asked again. */
    void readClock(Worker worker) throws TrialInterrupted {
        probeClock(worker);
        if (worker.child().agent().isPresent() && worker.clockDiffers()) {
            worker.child().send(new Command.CorrectClock(worker.clockCorrected()));
            probeClock(worker);
        }
    }

    private void probeClock(Worker worker) throws TrialInterrupted {
        int probes = worker.child().agent().isPresent() ? CLOCK_PROBES_AFAR : CLOCK_PROBES;
        for (int probe = 0; probe < probes; probe++) {
            int asked = probe;
            clockAnswer = -1;
            clockAskedNanos = System.nanoTime();
            worker.child().send(new Command.ReadClock(probe));
            pump(() -> clockAnswer == asked || worker.isGone(), clockAskedNanos + CLOCK_DEADLINE.toNanos());
        }
    }

    /** Hears all that children have told by now, without waiting. */
    void hearAll() {
        for (Arrival arrival = inbox.poll(); arrival != null; arrival = inbox.poll()) {
            hear(arrival);
        }
    }

    /** Lets {@link #pump} look at its condition at once; any thread. */
    void wake() {
        inbox.add(new Arrival.Woken());
    }

    /** Writes down what went wrong; it puts the trial's numbers in doubt. */
    void problem(String what) {
        problems.add(what);
    }

    List<String> problems() {
        return problems;
    }

    /** Writes down that something happened now; of a fault also how many messages each producer has sent by now. */
    void happened(String what, String subject, String value) {
        happened(what, subject, value, Map.of());
    }

    void happened(String what, String subject, String value, Map<String, Long> figures) {
        var event = new TrialRecord.Event(System.nanoTime(), what, subject, value, figures);
        events.add(event.fault() ? withSent(event) : event);
    }

    private TrialRecord.Event withSent(TrialRecord.Event event) {
        Map<String, Long> figures = new HashMap<>(event.figures());
        try {
            figures.putAll(sentSoFar.figures());
        } catch (IOException e) {
            problem("cannot tell how many messages were sent before a fault: " + e.getMessage());
        }
        return new TrialRecord.Event(event.atNanos(), event.what(), event.subject(), event.value(), figures);
    }

    void begin(long startNanos) {
        started = true;
        for (Worker worker : workers.values()) {
            worker.child().send(new Command.Start(startNanos));
        }
    }

    /**
     * Hears children until the condition holds.
     *
     * @return whether it held by the deadline, a {@link System#nanoTime()}
     */
    boolean pump(BooleanSupplier until, long deadlineNanos) throws TrialInterrupted {
        while (!until.getAsBoolean()) {
            if (interruption.isRequested()) {
                throw new TrialInterrupted();
            }
            long left = deadlineNanos - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            hear(Math.min(left, INTERRUPTION_CHECK_NANOS));
        }
        return true;
    }

    private void hear(long waitNanos) {
        try {
            hear(inbox.poll(waitNanos, TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            interruption.request();
        }
    }

    private void hear(@Nullable Arrival arrival) {
        switch (arrival) {
            case null -> {}
            case Arrival.OfChild(ChildEvent event) -> hear(event);
            case Arrival.Woken() -> {}
        }
    }

    private void hear(ChildEvent event) {
        Worker worker = Objects.requireNonNull(workers.get(event.child()));
        switch (event) {
            case ChildEvent.Reported(var child, Report report, long atNanos) -> heard(worker, report, atNanos);
            case ChildEvent.Exited(var child, int exitCode, long atNanos) -> {
                worker.exited(exitCode);
                if (started && worker.hasFailed()) {
                    String what = worker.name() + " exited with code " + exitCode;
                    events.add(new TrialRecord.Event(atNanos, what, worker.name(), "died"));
                }
                whenChanged.accept(worker);
            }
            case ChildEvent.Lost(var child, String why, long atNanos) -> {
                worker.lost(why);
                if (started && !worker.neverWas()) {
                    String what = worker.name() + " is gone: " + why;
                    events.add(new TrialRecord.Event(atNanos, what, worker.name(), "died"));
                }
                whenChanged.accept(worker);
            }
        }
    }

    private void heard(Worker worker, Report report, long atNanos) {
        switch (report) {
            case Report.Ready ready -> worker.ready(ready.parentPid());
            case Report.BrokerReady ready -> worker.brokerReady(ready);
            case Report.NetworkReady ready -> worker.networkReady(ready);
            case Report.ClockReading(int probe, long nanos) -> {
                worker.clockRead(clockAskedNanos, nanos, atNanos);
                clockAnswer = probe;
            }
            case Report.Progress progress -> worker.progressed(progress);
            case Report.Finished finished -> worker.finished(finished);
            case Report.Failed(String reason) -> worker.failed(reason);
        }
    }

    /** Tells these workers to finish, waits for them, and makes sure they are gone. */
    void stop(List<Worker> leaving) {
        leaving.forEach(Crew::resume);
        for (Worker worker : leaving) {
            worker.expectExit();
            worker.child().send(new Command.Stop());
        }
        long deadline = System.nanoTime() + STOP_DEADLINE.toNanos();
        hearUntilGone(leaving, deadline);
        reap(leaving);
    }

    /** Ends these workers' stdin and makes sure that they are gone; used when there is nothing left to finish. */
    void reap(List<Worker> leaving) {
        leaving.forEach(worker -> {
            worker.expectExit();
            resume(worker);
            worker.child().endInput();
        });
        hearUntilGone(leaving, System.nanoTime() + GRACE.toNanos());
        for (Worker worker : leaving) {
            if (!worker.isGone()) {
                worker.failed("did not end by itself and was killed");
                worker.child().kill();
            }
        }
        hearUntilGone(leaving, System.nanoTime() + GRACE.toNanos());
    }

    /** A paused process would not notice that its stdin ended; one that cannot be resumed is killed. */
    private static void resume(Worker worker) {
        if (worker.isPaused() && !worker.isGone()) {
            try {
                worker.resume();
            } catch (HostException e) {
                worker.failed(String.valueOf(e.getMessage()));
                worker.child().kill();
            }
        }
    }

    /** Waits until what these workers recorded is here; what is not puts the trial's numbers in doubt. */
    void collectRecordings() {
        long deadline = System.nanoTime() + RECORDINGS_DEADLINE.toNanos();
        for (Worker worker : workers.values()) {
            Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            worker.child().awaitRecordings(left).ifPresent(this::problem);
        }
    }

    private void hearUntilGone(List<Worker> leaving, long deadlineNanos) {
        while (!leaving.stream().allMatch(Worker::isGone)) {
            long left = deadlineNanos - System.nanoTime();
            if (left <= 0) {
                return;
            }
            hear(Math.min(left, INTERRUPTION_CHECK_NANOS));
        }
    }
}
