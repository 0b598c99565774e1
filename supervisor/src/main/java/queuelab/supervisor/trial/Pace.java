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
    /** Samples since it told something: on a busy machine word comes late, and a process that is late once has not stopped. */
    private int silentSamples;

    private double sentPerSecond;
    private double receivedPerSecond;

    /** @param seconds since the sample before; infinite at the first */
    ProcessStatus status(Worker worker, double seconds) {
        take(worker.progress());
        long cpuBefore = cpuMillis;
        cpuMillis = worker.figures().cpuMillis();
        boolean consumer = worker.role() == Role.CONSUMER;
        keepRates(worker.isGone());
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
                sentPerSecond,
                receivedPerSecond,
                fresh && (!consumer || latest.received() > 0) ? latest.p50Nanos() : 0,
                fresh && (!consumer || latest.received() > 0) ? latest.p99Nanos() : 0,
                fresh ? latest.maxNanos() : 0);
    }

    private void keepRates(boolean gone) {
        silentSamples = fresh ? 0 : silentSamples + 1;
        if (fresh) {
            double told = (latest.atNanos() - before.atNanos()) / 1e9;
            boolean known = before.atNanos() != 0 && told > 0;
            sentPerSecond = known ? (latest.sent() - before.sent()) / told : latest.sent();
            receivedPerSecond = known ? (latest.received() - before.received()) / told : latest.received();
        }
        if (gone || silentSamples > 1) {
            sentPerSecond = 0;
            receivedPerSecond = 0;
        }
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
