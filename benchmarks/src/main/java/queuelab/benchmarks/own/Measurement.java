package queuelab.benchmarks.own;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** One thing to measure, which gives one or more lines of the table or of a curve. */
enum Measurement {
    HOT_PATH(HotPathCost::measure),
    WORKER_START(WorkerStart::measure),
    WORKER_MEMORY(WorkerMemory::measure),
    PROCESSES(ProcessCurve::measure),
    TRIAL_OVERHEAD(TrialOverhead::measure),
    CHECK(CommandTimes::check),
    JUDGING(JudgingCurve::measure),
    SMOKE(CommandTimes::smoke),
    REPORT(ReportCurve::measure),
    LIVE_PAGE(LivePage::measure);

    /** How it is done. */
    interface Work {
        void measure(Bench bench, Findings findings) throws IOException, InterruptedException;
    }

    private final Work work;

    Measurement(Work work) {
        this.work = work;
    }

    /** How a person names it on the command line. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    void measure(Bench bench, Findings findings) throws IOException, InterruptedException {
        work.measure(bench, findings);
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Measurement::word).toList();
    }
}
