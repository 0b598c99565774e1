package queuelab.supervisor.web;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import queuelab.supervisor.host.HostException;
import queuelab.supervisor.live.LiveLab;
import queuelab.supervisor.plan.Plan;
import queuelab.supervisor.plan.Planner;
import queuelab.supervisor.run.RunService;
import queuelab.supervisor.scenario.Scenario;
import queuelab.supervisor.trial.Interruption;

/**
 * Runs scenarios for the page, one at a time. The lanes rest meanwhile, because they would bend what is measured, and flow again afterwards.
 * Safe for use by several threads.
 */
@Singleton
final class Experiments {
    private static final Logger LOG = LoggerFactory.getLogger(Experiments.class);
    private static final Duration END_DEADLINE = Duration.ofSeconds(20);

    private final RunService service;
    private final ServeSettings settings;
    private final DiskAllowance disk;
    private final LiveLab lab;
    private volatile @Nullable Running running;
    private volatile @Nullable ExperimentProgress progress;
    private volatile boolean closed;

    private record Running(Thread thread, Interruption interruption) {}

    Experiments(RunService service, ServeSettings settings, DiskAllowance disk, LiveLab lab) {
        this.service = service;
        this.settings = settings;
        this.disk = disk;
        this.lab = lab;
    }

    boolean isRunning() {
        return running != null;
    }

    ExperimentView view() {
        ExperimentProgress latest = progress;
        return latest == null ? ExperimentView.NONE : latest.view();
    }

    /** Begins one; refused while another runs. */
    synchronized ExperimentView start(Scenario scenario) throws IOException {
        if (running != null) {
            throw RequestRefused.notNow("An experiment is running; cancel it, or wait until it is over.");
        }
        disk.check();
        Plan plan = Planner.plan(scenario, ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE));
        var interruption = new Interruption();
        var watched = new ExperimentProgress(plan, disk, interruption);
        Thread thread = Thread.ofPlatform().name("experiment").unstarted(() -> run(plan, watched, interruption));
        progress = watched;
        running = new Running(thread, interruption);
        thread.start();
        return watched.view();
    }

    private void run(Plan plan, ExperimentProgress watched, Interruption interruption) {
        boolean lanesFlowed = lab.flows();
        try {
            lab.end();
            service.run(plan, settings.runs(), watched, interruption);
            watched.ended(interruption.isRequested());
        } catch (HostException | IOException | RuntimeException e) {
            LOG.error("the experiment {} failed", plan.scenario().name(), e);
            watched.failed(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            over(lanesFlowed && !closed);
        }
    }

    private synchronized void over(boolean startLanes) {
        running = null;
        if (startLanes) {
            try {
                lab.start();
            } catch (IOException e) {
                LOG.error("the lanes cannot be started again", e);
            }
        }
    }

    /** Ends the one that runs; what was recorded is kept and reported. */
    ExperimentView cancel() {
        Running now = running;
        ExperimentProgress watched = progress;
        if (now == null || watched == null) {
            throw RequestRefused.notNow("No experiment is running.");
        }
        watched.cancelling();
        now.interruption().request();
        return watched.view();
    }

    /** Ends what runs and waits for it. */
    @PreDestroy
    void end() throws InterruptedException {
        closed = true;
        Running now = running;
        if (now != null) {
            now.interruption().request();
            now.thread().join(END_DEADLINE);
        }
    }
}
