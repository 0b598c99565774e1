package queuelab.supervisor.trial;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;
import queuelab.exchange.control.Report.Progress;
import queuelab.exchange.recording.Sample;
import queuelab.exchange.recording.SampleLog;
import queuelab.supervisor.host.Figures;
import queuelab.supervisor.trial.TrialStatus.Phase;

/** Looks at all processes, the queues and the machine, and writes what it saw. Owned by the trial's thread. */
final class Sampler implements AutoCloseable {
    private final Crew crew;
    private final Figures figures;
    private final LongSupplier depth;
    private final SampleLog samples;
    private long lastNanos;
    private long lastSent;
    private long lastReceived;

    /**
     * Opens {@code samples.jsonl} in the trial's folder.
     *
     * @param depth messages in the trial's queues, −1 where unknown
     */
    Sampler(Path folder, Crew crew, Figures figures, LongSupplier depth) throws IOException {
        this.crew = crew;
        this.figures = figures;
        this.depth = depth;
        this.samples = SampleLog.create(folder);
    }

    /** Takes one sample, writes it, and says how the trial is going. */
    TrialStatus sample(Phase phase, long remainingNanos) throws IOException {
        List<Worker> alive = crew.all().filter(worker -> !worker.isGone()).toList();
        for (Worker worker : alive) {
            figures.process(worker.child().pid()).ifPresent(worker::sampled);
        }
        long now = System.nanoTime();
        var machine = figures.machine();
        long messages = depth.getAsLong();
        samples.add(new Sample(
                now,
                alive.stream().map(Worker::sample).toList(),
                messages,
                machine.busyMillis(),
                machine.stolenMillis()));
        return status(phase, remainingNanos, now, messages);
    }

    private TrialStatus status(Phase phase, long remainingNanos, long now, long messages) {
        List<Progress> progress =
                crew.all().flatMap(worker -> worker.progress().stream()).toList();
        long sent = progress.stream().mapToLong(Progress::sent).sum();
        long received = progress.stream().mapToLong(Progress::received).sum();
        double seconds = lastNanos == 0 ? Double.POSITIVE_INFINITY : (now - lastNanos) / 1e9;
        var status = new TrialStatus(
                phase,
                Math.max(0, remainingNanos),
                (sent - lastSent) / seconds,
                (received - lastReceived) / seconds,
                progress.stream()
                        .filter(p -> p.received() > 0)
                        .mapToLong(Progress::p50Nanos)
                        .max()
                        .orElse(0),
                progress.stream()
                        .filter(p -> p.received() > 0)
                        .mapToLong(Progress::p99Nanos)
                        .max()
                        .orElse(0),
                messages);
        lastNanos = now;
        lastSent = sent;
        lastReceived = received;
        return status;
    }

    @Override
    public void close() throws IOException {
        samples.close();
    }
}
