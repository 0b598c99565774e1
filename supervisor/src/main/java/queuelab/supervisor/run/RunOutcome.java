package queuelab.supervisor.run;

import queuelab.supervisor.analysis.RunResults;
import queuelab.supervisor.report.RunFolder;

/**
 * How a run ended.
 *
 * @param interrupted whether the person stopped it
 */
public record RunOutcome(RunFolder folder, RunResults results, boolean interrupted) {}
