package queuelab.supervisor.trial;

/** Hears how a trial is going, on the trial's thread. */
@FunctionalInterface
public interface TrialListener {
    void status(TrialStatus status);
}
