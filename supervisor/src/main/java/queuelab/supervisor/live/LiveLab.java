package queuelab.supervisor.live;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import queuelab.supervisor.scenario.Change;
import queuelab.supervisor.trial.Action;
import queuelab.supervisor.trial.TrialRunner;

/** Both lanes and the clock that reads them once a second. Safe for use by several threads. */
public final class LiveLab implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveLab.class);
    private static final long ACCOUNT_SECONDS = 3;
    private static final long LEAST_TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final Duration END_DEADLINE = Duration.ofSeconds(20);

    private final LiveLimits limits;
    private final Marks marks = new Marks();
    private final List<Lane> lanes;
    private final List<Consumer<LiveTick>> listeners = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService clock = scheduler("live-clock");
    private final ScheduledExecutorService accountant = scheduler("live-accounts");
    private long lastMark;
    private boolean ticked;
    private long lastTickNanos;
    private volatile boolean closed;

    /** @param folder where the lanes keep their recordings */
    public LiveLab(TrialRunner runner, Path folder, LiveLimits limits) {
        this.limits = limits;
        var gate = new StartGate();
        this.lanes = Stream.of(LaneKind.values())
                .map(kind -> new Lane(kind, runner, folder.resolve(kind.word()), marks, gate))
                .toList();
        var _ = clock.scheduleAtFixedRate(guarded(this::tick), 1, 1, TimeUnit.SECONDS);
        var _ = accountant.scheduleWithFixedDelay(
                guarded(this::keepAccounts), ACCOUNT_SECONDS, ACCOUNT_SECONDS, TimeUnit.SECONDS);
    }

    public LiveLimits limits() {
        return limits;
    }

    /** Hears of each second, on the clock's thread; must not block. */
    public void listen(Consumer<LiveTick> listener) {
        listeners.add(listener);
    }

    /** Starts the lanes that do not flow. */
    public void start() throws IOException {
        for (Lane lane : lanes) {
            if (!closed) {
                lane.start();
            }
        }
    }

    /** Ends the lanes; returns when their processes are gone, or after a deadline. */
    public void end() throws InterruptedException {
        lanes.forEach(Lane::end);
        for (Lane lane : lanes) {
            lane.awaitEnd(END_DEADLINE);
        }
    }

    public boolean flows() {
        return lanes.stream().anyMatch(Lane::flows);
    }

    /** Does something to one lane. */
    public CompletableFuture<String> ask(LaneKind kind, Action action) {
        return lane(kind).ask(action);
    }

    /** Turns knobs of one lane. */
    public CompletableFuture<String> turn(LaneKind kind, List<Change> changes) {
        return lane(kind).turn(changes);
    }

    /** Both lanes now, with what they did lately. */
    public LiveSnapshot snapshot() {
        long now = System.currentTimeMillis();
        Map<String, List<Reading>> history = new HashMap<>();
        lanes.forEach(lane -> history.put(lane.kind().word(), lane.history().all()));
        return new LiveSnapshot(
                now, lanes.stream().map(lane -> lane.view(now)).toList(), marks.after(0), history, limits);
    }

    private void tick() {
        long nanos = System.nanoTime();
        if (ticked && nanos - lastTickNanos < LEAST_TICK_NANOS) {
            return; // This process stood still for a while, and the scheduler makes up for seconds that nobody can read
            // any more.
        }
        ticked = true;
        lastTickNanos = nanos;
        long now = System.currentTimeMillis();
        List<LaneView> views = new ArrayList<>();
        for (Lane lane : lanes) {
            views.add(lane.tick(now));
        }
        List<Mark> fresh = marks.after(lastMark);
        if (!fresh.isEmpty()) {
            lastMark = fresh.getLast().number();
        }
        var tick = new LiveTick(now, views, fresh);
        listeners.forEach(listener -> listener.accept(tick));
    }

    private void keepAccounts() {
        for (Lane lane : lanes) {
            try {
                lane.keepAccount(limits.mostDiskBytes());
            } catch (IOException e) {
                // A ledger that is just being made or ended cannot be read; the next look can.
                LOG.debug(
                        "the account of the {} lane is as old as the last look",
                        lane.kind().word(),
                        e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Lane lane(LaneKind kind) {
        return lanes.stream().filter(lane -> lane.kind() == kind).findFirst().orElseThrow();
    }

    /** A scheduler drops a task that throws once; a defect in one second must not stop the clock. */
    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("the live lab missed a beat", e);
            }
        };
    }

    private static ScheduledExecutorService scheduler(String name) {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
    }

    /** Ends the lanes and the clock. */
    @Override
    public void close() {
        closed = true;
        accountant.shutdownNow();
        clock.shutdownNow();
        try {
            end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
