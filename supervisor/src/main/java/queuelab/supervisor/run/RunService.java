package queuelab.supervisor.run;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import queuelab.supervisor.analysis.RunResults;
import queuelab.supervisor.analysis.TrialJudge;
import queuelab.supervisor.analysis.TrialResult;
import queuelab.supervisor.host.Environment;
import queuelab.supervisor.host.Host;
import queuelab.supervisor.host.HostException;
import queuelab.supervisor.plan.Plan;
import queuelab.supervisor.plan.PlannedTrial;
import queuelab.supervisor.report.RunFolder;
import queuelab.supervisor.trial.Interruption;
import queuelab.supervisor.trial.TrialRunner;

/** The pipeline: scenario, plan, trials, recordings, analysis, report. */
@Singleton
public final class RunService {
    private final Environment environment;
    private final Host host;
    private final TrialRunner trials;

    RunService(Environment environment, Host host, TrialRunner trials) {
        this.environment = environment;
        this.host = host;
        this.trials = trials;
    }

    /**
     * Runs every trial of the plan. Results and report are written after each, so that a crash loses at most the trial under way.
     *
     * @param runs where the run's folder is made
     * @throws HostException when a broker or worker could not be started; the trials before it are kept and reported
     */
    public RunOutcome run(Plan plan, Path runs, RunListener listener, Interruption interruption)
            throws HostException, IOException {
        Instant started = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        RunFolder folder = RunFolders.create(runs, plan.scenario().name(), started);
        var facts = environment.describe(folder.path(), host.ofWorkers(plan.workersWithC2()));
        var publication = Publication.begin(folder, plan, started, facts);
        listener.started(plan, folder.path());

        var judged = new ArrayList<TrialResult>();
        @Nullable RunResults results = null;
        for (PlannedTrial trial : plan.trials()) {
            if (interruption.isRequested()) {
                break;
            }
            listener.trialStarted(trial);
            Path recordings = folder.trial(trial.id());
            trials.run(trial, recordings, runId(folder), status -> listener.status(trial, status), interruption);
            TrialResult result = TrialJudge.judge(recordings);
            judged.add(result);
            results = publication.publish(judged);
            listener.judged(trial, result);
        }
        return new RunOutcome(
                folder, results == null ? publication.publish(judged) : results, interruption.isRequested());
    }

    /** Part of queue names: the folder's name without what a queue name cannot hold. */
    private static String runId(RunFolder folder) {
        return folder.path().getFileName().toString().replaceAll("[^A-Za-z0-9-]", "-");
    }
}
