package queuelab.supervisor.trial;

/** Hears how a trial is going, on the trial's thread. */
@FunctionalInterface
public interface TrialListener {
    void status(TrialStatus status);

    /** A process was started, or is gone, while messages flow: told ahead of the next status, which has it too. */
    default void changed(ProcessStatus process) {}
}
