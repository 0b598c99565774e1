package queuelab.supervisor.run;

import java.nio.file.Path;
import queuelab.supervisor.analysis.TrialResult;
import queuelab.supervisor.plan.Plan;
import queuelab.supervisor.plan.PlannedTrial;
import queuelab.supervisor.trial.TrialStatus;

/** Hears how a run is going, on the run's thread. */
public interface RunListener {
    void started(Plan plan, Path folder);

    void trialStarted(PlannedTrial trial);

    void status(PlannedTrial trial, TrialStatus status);

    void judged(PlannedTrial trial, TrialResult result);

    /** A listener that hears nothing. */
    RunListener NONE = new RunListener() {
        @Override
        public void started(Plan plan, Path folder) {}

        @Override
        public void trialStarted(PlannedTrial trial) {}

        @Override
        public void status(PlannedTrial trial, TrialStatus status) {}

        @Override
        public void judged(PlannedTrial trial, TrialResult result) {}
    };
}
