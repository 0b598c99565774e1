package queuelab.supervisor.trial;

/** The trial ends early because the person asked for it; thrown by waits, caught where the trial is run. */
final class TrialInterrupted extends Exception {
    TrialInterrupted() {
        super("interrupted", null, false, false);
    }
}
