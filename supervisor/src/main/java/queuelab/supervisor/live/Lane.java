package queuelab.supervisor.live;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import queuelab.supervisor.host.ChildSpec.Role;
import queuelab.supervisor.host.HostException;
import queuelab.supervisor.plan.PlannedTrial;
import queuelab.supervisor.plan.Point;
import queuelab.supervisor.scenario.Change;
import queuelab.supervisor.scenario.LiveSetting;
import queuelab.supervisor.trial.Action;
import queuelab.supervisor.trial.Interruption;
import queuelab.supervisor.trial.ProcessStatus;
import queuelab.supervisor.trial.Steering;
import queuelab.supervisor.trial.TrialListener;
import queuelab.supervisor.trial.TrialRunner;
import queuelab.supervisor.trial.TrialStatus;

/**
 * One lane: a trial without an end of its own, run by a thread of the lane's while it flows. Everything may be called by any thread; what
 * changes is volatile, and only the lane's thread writes what a trial says.
 */
final class Lane {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final long SEED = 1;
    private static final int LEDGER_SECONDS = 3;
    /** On a busy machine a process may come too late; the next attempt finds most of the machine's caches warm. */
    private static final int MOST_ATTEMPTS = 3;

    private static final int MOST_AT_ONCE = 3;
    /** A status is handed over a little after its depth was read. */
    private static final long LEAST_AGE_NANOS = 1_000_000_000;

    private final LaneKind kind;
    private final TrialRunner runner;
    private final LaneFolder folder;
    private final Marks marks;
    private final StartGate gate;
    private final History history = new History();
    private final Story story;
    private volatile Knobs knobs = Knobs.AT_FIRST;
    private volatile @Nullable Flow flow;
    private volatile LaneState state = LaneState.STOPPED;
    private volatile String words = "";
    private volatile @Nullable TrialStatus latest;
    private volatile long latestNanos;
    private volatile Account account = Account.NONE;
    private volatile int wantedConsumers;
    /** Whether a consumer of this trial died with its agent. */
    private volatile boolean receiptsLost;

    private long lastLookNanos;

    /** One trial of the lane. */
    private record Flow(Steering steering, Interruption interruption, Thread thread, LiveLedgers ledgers) {}

    Lane(LaneKind kind, TrialRunner runner, Path folder, Marks marks, StartGate gate) {
        this.gate = gate;
        this.kind = kind;
        this.story = new Story(kind);
        this.runner = runner;
        this.folder = new LaneFolder(folder);
        this.marks = marks;
    }

    LaneKind kind() {
        return kind;
    }

    History history() {
        return history;
    }

    /** Begins a trial, unless one flows. */
    synchronized void start() throws IOException {
        if (flow == null) {
            start(1);
        }
    }

    private void start(int attempt) throws IOException {
        Path recordings = folder.begin();
        var steering = new Steering();
        var interruption = new Interruption();
        Thread thread = Thread.ofPlatform()
                .name("lane-" + kind.word())
                .unstarted(() -> run(recordings, steering, interruption, attempt));
        state = LaneState.STARTING;
        words = "";
        story.begin();
        account = Account.NONE;
        receiptsLost = false;
        latest = null;
        flow = new Flow(steering, interruption, thread, new LiveLedgers(recordings));
        thread.start();
    }

    private void run(Path recordings, Steering steering, Interruption interruption, int attempt) {
        var point = new Point(kind.word(), Map.of(), knobs.settings(kind));
        // C1 only: knobs start consumers while messages flow.
        var trial = new PlannedTrial("live-" + kind.word(), point, 1, 1, SEED, false);
        String trouble = "";
        try {
            words = "waiting for the other lane to start";
            gate.enter(this, interruption);
            if (!interruption.isRequested()) {
                runner.run(trial, recordings, "live-" + recordings.getFileName(), new Ear(), interruption, steering);
            }
        } catch (HostException | IOException | RuntimeException e) {
            LOG.error("the {} lane broke", kind.word(), e);
            trouble = String.valueOf(e.getMessage());
        } finally {
            gate.leave(this);
            ended(trouble, interruption.isRequested(), attempt);
        }
    }

    private synchronized void ended(String trouble, boolean asked, int attempt) {
        boolean again = state == LaneState.STARTING && !asked && attempt < MOST_ATTEMPTS;
        flow = null;
        latest = null;
        if (again) {
            try {
                start(attempt + 1);
                return;
            } catch (IOException e) {
                LOG.error("the {} lane cannot be started again", kind.word(), e);
            }
        }
        if (trouble.isEmpty() && asked) {
            state = LaneState.STOPPED;
            words = "";
            marks.add(kind, Mark.Kind.CHANGE, "stopped");
        } else {
            state = LaneState.BROKEN;
            words = trouble.isEmpty() ? "It came to its end; start it again." : trouble;
            marks.add(kind, Mark.Kind.FAULT, "stopped: " + words);
        }
    }

    private void heard(TrialStatus status, Census census) {
        boolean first = state == LaneState.STARTING && status.phase() == TrialStatus.Phase.MEASURE;
        if (first) {
            state = LaneState.FLOWING;
            gate.leave(this);
            marks.add(kind, Mark.Kind.RECOVERY, "started, with an empty queue");
        }
        words = state == LaneState.STARTING ? status.phase().words() : "";
        mourn(status, census);
        story.depth(status.depth());
        latest = status;
        latestNanos = System.nanoTime();
    }

    /** Hears a trial of this lane, on the trial's thread. */
    private final class Ear implements TrialListener {
        private final Census census = new Census();

        @Override
        public void status(TrialStatus status) {
            heard(status, census);
        }

        @Override
        public void changed(ProcessStatus process) {
            TrialStatus before = latest;
            if (before != null) {
                TrialStatus now = before.with(process);
                mourn(now, census);
                latest = now;
            }
        }
    }

    /** Marks come before what they explain is seen. */
    private void mourn(TrialStatus status, Census census) {
        for (Census.Death death : census.take(status.processes())) {
            died(death.process());
        }
    }

    private void died(ProcessStatus process) {
        boolean begun = process.pid() != 0;
        if (Census.diedByItself(process)) {
            boolean lost = process.state() == ProcessStatus.State.LOST;
            receiptsLost |= lost && process.role() == Role.CONSUMER;
            String how = lost ? " died with its agent" : begun ? " died" : " could not be started";
            marks.add(kind, Mark.Kind.FAULT, process.name() + how);
        }
        if (process.role() == Role.BROKER && begun) {
            story.brokerDied();
        }
    }

    /** Asks for something to be done to the trial that flows; what was done becomes a mark. */
    CompletableFuture<String> ask(Action action) {
        Flow flowing = flow;
        if (flowing == null || state == LaneState.ENDING) {
            return CompletableFuture.failedFuture(
                    new LaneRefused("the " + kind.word() + " lane does not flow; start the lanes first"));
        }
        return flowing.steering().ask(action).thenApply(done -> {
            marks.add(kind, ActionWords.kind(action), done);
            if (action instanceof Action.Restart restart && restart.target().role() == Role.BROKER) {
                story.brokerBack(done);
            }
            return done;
        });
    }

    /** Turns knobs: at once where the lane flows, else for when it starts. */
    CompletableFuture<String> turn(List<Change> changes) {
        if (flow == null) {
            knobs = knobs.with(changes);
            return CompletableFuture.completedFuture("kept for when the " + kind.word() + " lane starts");
        }
        var done = new ArrayList<CompletableFuture<String>>();
        for (Change change : changes) {
            if (change.setting() == LiveSetting.CONSUMER_PROCESSES) {
                wantedConsumers = Integer.parseInt(change.value());
                done.add(resize(wantedConsumers));
            } else {
                done.add(set(change));
            }
        }
        return CompletableFuture.allOf(done.toArray(CompletableFuture[]::new))
                .thenApply(_ -> String.join(
                        "; ", done.stream().map(CompletableFuture::join).toList()));
    }

    private CompletableFuture<String> set(Change change) {
        return ask(new Action.Set(change)).thenApply(done -> {
            knobs = knobs.with(List.of(change));
            return done;
        });
    }

    /** A few consumers more at a time: a dozen JVMs that start at once outlast each other's deadlines. A later wish overtakes this one. */
    private CompletableFuture<String> resize(int consumers) {
        if (consumers != wantedConsumers) {
            return CompletableFuture.completedFuture("overtaken by a later wish");
        }
        int next = Math.min(consumers, knobs.settings(kind).consumer().processes() + MOST_AT_ONCE);
        var step = set(new Change(LiveSetting.CONSUMER_PROCESSES, String.valueOf(next)));
        return next == consumers ? step : step.thenCompose(_ -> resize(consumers));
    }

    /** Ends the trial; returns at once. */
    void end() {
        Flow flowing = flow;
        if (flowing != null) {
            state = LaneState.ENDING;
            words = "ending";
            flowing.interruption().request();
        }
    }

    /** Waits until the trial has ended and its processes are gone. */
    boolean awaitEnd(Duration deadline) throws InterruptedException {
        Flow flowing = flow;
        return flowing == null || flowing.thread().join(deadline);
    }

    boolean flows() {
        return flow != null;
    }

    /** Takes this second's figures into the history. */
    LaneView tick(long atMillis) {
        LaneView view = view(atMillis);
        history.add(view.reading());
        return view;
    }

    LaneView view(long atMillis) {
        TrialStatus status = latest;
        List<ProcessStatus> processes = status == null
                ? List.of()
                : Census.shown(
                        status.processes(), knobs.settings(kind).consumer().processes());
        return new LaneView(
                kind, state, words, story.text(), knobs.byKey(), reading(status, atMillis), account, processes);
    }

    private Reading reading(@Nullable TrialStatus status, long atMillis) {
        boolean stale = System.nanoTime() - latestNanos > 2_500_000_000L;
        if (status == null || stale || state != LaneState.FLOWING) {
            return Reading.none(atMillis);
        }
        return Reading.of(status, atMillis);
    }

    /**
     * The largest of the last seconds, null where the broker did not answer in one of them: ledgers that are written at agents are here a
     * second or two later, and a message that is in neither the queue nor the ledger by then is on that way, not lost.
     */
    private @Nullable Long recentDepth() {
        List<Reading> readings = history.all();
        long most = 0;
        for (Reading reading : readings.subList(Math.max(0, readings.size() - LEDGER_SECONDS), readings.size())) {
            Long depth = reading.depth();
            if (depth == null) {
                return null;
            }
            most = Math.max(most, depth);
        }
        return readings.isEmpty() ? null : most;
    }

    /** Brings the account up to date, and begins anew where the lane has grown too large. Called by one thread. */
    void keepAccount(long mostDiskBytes) throws IOException, InterruptedException {
        Flow flowing = flow;
        TrialStatus status = latest;
        if (flowing == null || status == null || state != LaneState.FLOWING) {
            return;
        }
        if (latestNanos - lastLookNanos < LEAST_AGE_NANOS) {
            return; // The depth must have been read after the last look, or it says nothing of what was confirmed then.
        }
        boolean forgetful = "pre".equals(knobs.byKey().get("consumer.ack"));
        account = flowing.ledgers().look(recentDepth(), forgetful, receiptsLost);
        lastLookNanos = System.nanoTime();
        long size = folder.sizeBytes();
        if (size > mostDiskBytes) {
            marks.add(
                    kind,
                    Mark.Kind.CHANGE,
                    "begins anew: it holds " + (size >> 20) + " MiB on disk, more than " + (mostDiskBytes >> 20));
            end();
            if (awaitEnd(Duration.ofSeconds(30))) {
                start();
            }
        }
    }
}
