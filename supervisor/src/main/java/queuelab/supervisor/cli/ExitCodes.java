package queuelab.supervisor.cli;

import queuelab.supervisor.analysis.RunResults;
import queuelab.supervisor.analysis.TrialResult;
import queuelab.supervisor.analysis.Verdict;

/** Exit codes of every command. */
public final class ExitCodes {
    /** Every verdict passed. */
    public static final int PASSED = 0;
    /** A verdict failed, or a {@code --fail-if} held. */
    public static final int FAILED = 1;
    /** Usage or scenario error; nothing was started. */
    public static final int USAGE = 2;
    /** Some trial is invalid, none failed. */
    public static final int INVALID = 3;
    /** Broker or worker could not be started or reached. */
    public static final int UNREACHABLE = 4;
    /** Interrupted; all children gone, what was recorded kept. */
    public static final int INTERRUPTED = 130;

    private ExitCodes() {}

    /** By the worst verdict of a run. */
    static int of(RunResults results) {
        var verdicts = results.trials().stream().map(TrialResult::verdict).toList();
        if (verdicts.contains(Verdict.FAIL)) {
            return FAILED;
        }
        return verdicts.contains(Verdict.INVALID) ? INVALID : PASSED;
    }
}
