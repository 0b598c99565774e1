package queuelab.supervisor.trial;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import queuelab.exchange.recording.TrialRecord;
import queuelab.supervisor.host.Distribution;
import queuelab.supervisor.host.Figures;
import queuelab.supervisor.host.Host;
import queuelab.supervisor.host.HostException;
import queuelab.supervisor.plan.PlannedTrial;

/** Runs trials, one at a time: a fresh broker and fresh workers for each. */
@Singleton
public final class TrialRunner {
    private final Host host;
    private final Distribution distribution;
    private final Figures figures;
    private final BlockProbe probe;

    TrialRunner(Host host, Distribution distribution, Figures figures) {
        this.host = host;
        this.distribution = distribution;
        this.figures = figures;
        this.probe = new BlockProbe(distribution.profiles());
    }

    /**
     * Runs one trial and leaves its recordings in {@code folder}, {@code trial.json} last. Every process it started is gone when this
     * returns or throws.
     *
     * @param runId part of the trial's queue names, unique among runs that may share a broker
     * @throws HostException when the broker or a worker could not be started or reached; what was recorded is kept
     */
    public TrialRecord run(
            PlannedTrial trial, Path folder, String runId, TrialListener listener, Interruption interruption)
            throws HostException, IOException {
        return run(trial, folder, runId, listener, interruption, new Steering());
    }

    /**
     * The same for a trial that is steered while its messages flow.
     *
     * @param steering what others ask for goes through it; it is closed when this returns or throws
     */
    public TrialRecord run(
            PlannedTrial trial,
            Path folder,
            String runId,
            TrialListener listener,
            Interruption interruption,
            Steering steering)
            throws HostException, IOException {
        Files.createDirectories(folder);
        probe.leave(trial, folder, runId);
        try (var run =
                new TrialRun(trial, folder, runId, host, distribution, figures, listener, interruption, steering)) {
            return run.run();
        } finally {
            steering.close();
        }
    }
}
