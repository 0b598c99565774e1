package queuelab.supervisor.trial;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;
import queuelab.exchange.recording.HistogramText;
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
    private final Supplier<String> load;
    private final Map<Worker, Pace> paces = new HashMap<>();
    /** Ended, told so, and of no more interest: a trial without an end has thousands of them. */
    private final Set<Worker> past = new HashSet<>();

    private final Consumer<Worker> eachSecond;
    private long lastNanos;

    /**
     * Opens {@code samples.jsonl} in the trial's folder.
     *
     * @param depth messages in the trial's queues, −1 where unknown
     * @param load the load asked for at the moment
     * @param processesEnd whether some are to end before the phase in which they are, and so are read wholly each second
     */
    Sampler(Path folder, Crew crew, Figures figures, LongSupplier depth, Supplier<String> load, boolean processesEnd)
            throws IOException {
        this.eachSecond = processesEnd ? this::look : this::glance;
        this.crew = crew;
        this.figures = figures;
        this.depth = depth;
        this.load = load;
        this.samples = SampleLog.create(folder);
    }

    /** Takes one sample while a phase lasts, writes it, and says how the trial is going. */
    TrialStatus sample(Phase phase, long remainingNanos) throws IOException {
        return sample(phase, remainingNanos, eachSecond);
    }

    /**
     * The same at the end of a phase, where peaks and the waits of each thread are read too. They take most of what a sample costs, and on few cores
     * messages would wait for it each second.
     */
    TrialStatus sampleAtEnd(Phase phase, long remainingNanos) throws IOException {
        return sample(phase, remainingNanos, this::look);
    }

    private TrialStatus sample(Phase phase, long remainingNanos, Consumer<Worker> reading) throws IOException {
        List<Worker> alive = crew.all().filter(worker -> !worker.isGone()).toList();
        alive.forEach(reading);
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

    /** Reads what one process has used so far. */
    void look(Worker worker) {
        worker.child().figures(figures).ifPresent(worker::sampled);
    }

    private void glance(Worker worker) {
        worker.child().glance(figures).ifPresent(worker::sampled);
    }

    private TrialStatus status(Phase phase, long remainingNanos, long now, long messages) {
        double seconds = lastNanos == 0 ? Double.POSITIVE_INFINITY : (now - lastNanos) / 1e9;
        Histogram latencies = HistogramText.empty();
        List<ProcessStatus> processes = new ArrayList<>();
        List<Worker> present =
                crew.all().filter(worker -> !past.contains(worker)).toList();
        present.forEach(worker -> {
            Pace pace = paces.computeIfAbsent(worker, _ -> new Pace());
            processes.add(pace.status(worker, seconds));
            pace.latencies(latencies);
        });
        present.stream().filter(worker -> isPast(worker, present)).forEach(worker -> {
            past.add(worker);
            paces.remove(worker);
        });
        lastNanos = now;
        return new TrialStatus(
                phase,
                Math.max(0, remainingNanos),
                processes.stream().mapToDouble(ProcessStatus::sentPerSecond).sum(),
                processes.stream().mapToDouble(ProcessStatus::receivedPerSecond).sum(),
                latencies.getValueAtPercentile(50),
                latencies.getValueAtPercentile(99),
                messages,
                load.get(),
                latencies.getValueAtPercentile(90),
                latencies.getMaxValue(),
                processes);
    }

    /** Whether it ended as it should, or another stands in its place since; a death stays in sight until then. */
    private static boolean isPast(Worker worker, List<Worker> present) {
        return worker.isGone() && (worker.state() == ProcessStatus.State.GONE || latestIn(worker, present) != worker);
    }

    private static Worker latestIn(Worker place, List<Worker> present) {
        return present.stream()
                .filter(worker -> worker.role() == place.role() && worker.place() == place.place())
                .max(Comparator.comparingInt(worker -> worker.child().spec().index()))
                .orElse(place);
    }

    @Override
    public void close() throws IOException {
        samples.close();
    }
}
