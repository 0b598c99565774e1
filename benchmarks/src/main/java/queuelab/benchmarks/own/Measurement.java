package queuelab.benchmarks.own;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

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

    /** How a person names it on the command line. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

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

    static List<String> words() {
        return Arrays.stream(values()).map(Measurement::word).toList();
    }
}
