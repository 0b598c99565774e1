package queuelab.benchmarks.own;

import java.io.IOException;

/** One thing to measure, which gives one or more lines of the table or of a curve. */
enum Measurement {
    HOT_PATH,
    WORKER_START,
    WORKER_MEMORY,
    PROCESSES,
    TRIAL_OVERHEAD,
    CHECK,
    JUDGING,
    SMOKE,
    REPORT,
    LIVE_PAGE;

    void measure(Bench bench, Findings findings) throws IOException, InterruptedException {
        switch (this) {
            case HOT_PATH -> HotPathCost.measure(bench, findings);
            case WORKER_START -> WorkerStart.measure(bench, findings);
            case WORKER_MEMORY -> WorkerMemory.measure(bench, findings);
            case PROCESSES -> ProcessCurve.measure(bench, findings);
            case TRIAL_OVERHEAD -> TrialOverhead.measure(bench, findings);
            case CHECK -> CommandTimes.check(bench, findings);
            case JUDGING -> JudgingCurve.measure(bench, findings);
            case SMOKE -> CommandTimes.smoke(bench, findings);
            case REPORT -> ReportCurve.measure(bench, findings);
            case LIVE_PAGE -> LivePage.measure(bench, findings);
        }
    }
}
