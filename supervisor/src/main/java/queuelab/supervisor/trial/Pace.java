package queuelab.supervisor.trial;

import java.util.Optional;
import org.HdrHistogram.Histogram;
import queuelab.exchange.control.Report.Progress;
import queuelab.exchange.recording.HistogramText;
import queuelab.supervisor.host.ChildSpec.Role;

/** How fast one process goes, from what it told last and the time before. Owned by the trial's thread. */
final class Pace {
    private static final Progress NOTHING = new Progress(0, 0, 0, 0, 0, 0, 0, 0, 0, "");

    private Progress before = NOTHING;
    private Progress latest = NOTHING;
    private long cpuMillis = -1;
    /** Whether {@link #latest} was told since the sample before; else its latencies were seen already. */
    private boolean fresh;

    /** @param seconds since the sample before; infinite at the first */
    ProcessStatus status(Worker worker, double seconds) {
        take(worker.progress());
        long cpuBefore = cpuMillis;
        cpuMillis = worker.figures().cpuMillis();
        boolean consumer = worker.role() == Role.CONSUMER;
        double told = (latest.atNanos() - before.atNanos()) / 1e9;
        boolean known = fresh && before.atNanos() != 0 && told > 0;
        return new ProcessStatus(
                worker.role(),
                worker.child().spec().index(),
                worker.place(),
                worker.name(),
                worker.child().pid(),
                worker.parentPid(),
                worker.child().agent().orElse(null),
                worker.state(),
                cpuMillis,
                cpuBefore < 0 || worker.isGone() ? 0 : (cpuMillis - cpuBefore) / 1e3 / seconds,
                worker.isGone() ? 0 : worker.figures().rssBytes(),
                known ? (latest.sent() - before.sent()) / told : fresh ? latest.sent() : 0,
                known ? (latest.received() - before.received()) / told : fresh ? latest.received() : 0,
                fresh && (!consumer || latest.received() > 0) ? latest.p50Nanos() : 0,
                fresh && (!consumer || latest.received() > 0) ? latest.p99Nanos() : 0,
                fresh ? latest.maxNanos() : 0);
    }

    /** Adds the delivery latencies of the latest second: a consumer's. Each is added once. */
    void latencies(Histogram sum) {
        if (fresh && latest.received() > 0) {
            HistogramText.addTo(sum, latest.second());
        }
    }

    private void take(Optional<Progress> told) {
        Progress newest = told.orElse(NOTHING);
        fresh = newest.atNanos() != latest.atNanos();
        if (fresh) {
            before = latest;
            latest = newest;
        }
    }
}
