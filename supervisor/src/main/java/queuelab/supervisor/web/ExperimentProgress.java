package queuelab.supervisor.web;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import queuelab.supervisor.analysis.TrialResult;
import queuelab.supervisor.plan.Plan;
import queuelab.supervisor.plan.PlannedTrial;
import queuelab.supervisor.run.RunListener;
import queuelab.supervisor.trial.Interruption;
import queuelab.supervisor.trial.TrialStatus;

/** How one experiment goes: written by the experiment's thread, read by any. */
final class ExperimentProgress implements RunListener {
    private final String scenario;
    private final int trials;
    private final DiskAllowance disk;
    private final Interruption interruption;
    private final List<String> verdicts = new ArrayList<>();
    private volatile String run = "";
    private volatile ExperimentView view;
    private String end = "";

    ExperimentProgress(Plan plan, DiskAllowance disk, Interruption interruption) {
        this.scenario = plan.scenario().name();
        this.trials = plan.trials().size();
        this.disk = disk;
        this.interruption = interruption;
        this.view = view("running", 0, "ending the lanes first", null, null);
    }

    ExperimentView view() {
        return view;
    }

    @Override
    public void started(Plan plan, Path folder) {
        run = String.valueOf(folder.getFileName());
        view = view("running", 0, "starting", null, null);
    }

    @Override
    public void trialStarted(PlannedTrial trial) {
        view = view("running", trial.order(), trial.id(), null, null);
        disk.shortage().ifPresent(words -> {
            end = words;
            interruption.request();
        });
    }

    @Override
    public void status(PlannedTrial trial, TrialStatus status) {
        if (!interruption.isRequested()) {
            view = view(
                    "running",
                    trial.order(),
                    trial.id() + ": " + status.phase().words(),
                    status.remainingNanos() / 1_000_000_000,
                    status.receivedPerSecond());
        }
    }

    @Override
    public void judged(PlannedTrial trial, TrialResult result) {
        String reasons = result.reasons().isEmpty() ? "" : ": " + String.join("; ", result.reasons());
        verdicts.add(trial.id() + ": " + result.verdict().word() + reasons);
    }

    void cancelling() {
        view = view("cancelling", view.trial(), "ending its processes", null, null);
    }

    void ended(boolean cancelled) {
        String words =
                cancelled ? (end.isEmpty() ? "What was recorded is kept and reported." : end) : "Its report is ready.";
        view = view(cancelled ? "cancelled" : "finished", view.trial(), words, null, null);
    }

    void failed(String why) {
        view = view("failed", view.trial(), why, null, null);
    }

    private ExperimentView view(
            String state,
            int trial,
            String words,
            @Nullable Long remainingSeconds,
            @Nullable Double receivedPerSecond) {
        return new ExperimentView(
                state, scenario, run, trial, trials, words, remainingSeconds, receivedPerSecond, verdicts);
    }
}
