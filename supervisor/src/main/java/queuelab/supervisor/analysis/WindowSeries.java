package queuelab.supervisor.analysis;

import java.util.List;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.control.TrialWindow;
import queuelab.exchange.recording.Sample;
import queuelab.exchange.recording.Sample.ProcessSample;

/** The samples of a trial as curves over time, cut to the measured window. */
final class WindowSeries {
    private final List<Sample> samples;
    private final long startNanos;
    private final long windowNanos;
    private final CountCurve sent;
    private final CountCurve received;

    WindowSeries(List<Sample> samples, long startNanos, TrialWindow window) {
        this.samples = samples;
        this.startNanos = window.measureStart(startNanos);
        this.windowNanos = window.measureNanos();
        this.sent = new CountCurve(samples, startNanos, this.startNanos, windowNanos, ProcessSample::sent);
        this.received = new CountCurve(samples, startNanos, this.startNanos, windowNanos, ProcessSample::received);
    }

    long lengthNanos() {
        return windowNanos;
    }

    CountCurve sent() {
        return sent;
    }

    CountCurve received() {
        return received;
    }

    /** Depths of all queues together, where known, in the order of time. */
    List<Double> depths() {
        return samples.stream()
                .filter(sample -> sample.depth() >= 0 && isInside(sample))
                .map(sample -> (double) sample.depth())
                .toList();
    }

    /** Most messages that were in all queues together at any moment of the trial; absent where unknown. */
    @Nullable
    Long deepest() {
        long deepest = samples.stream().mapToLong(Sample::depth).max().orElse(-1);
        return deepest < 0 ? null : deepest;
    }

    /** CPUs of this machine that were busy in the window, by whomever, on average; absent where there are no two samples inside it. */
    @Nullable
    Double busyCores() {
        List<Sample> inside = samples.stream().filter(this::isInside).toList();
        if (inside.size() < 2) {
            return null;
        }
        long nanos = inside.getLast().atNanos() - inside.getFirst().atNanos();
        long busyMillis =
                inside.getLast().machineBusyMillis() - inside.getFirst().machineBusyMillis();
        return nanos <= 0 ? null : Double.valueOf(busyMillis * 1e6 / nanos);
    }

    /** Share of the window for which the hypervisor took a CPU; absent where there are no two samples inside it. */
    @Nullable
    Double stolenShare() {
        List<Sample> inside = samples.stream().filter(this::isInside).toList();
        if (inside.size() < 2) {
            return null;
        }
        long nanos = inside.getLast().atNanos() - inside.getFirst().atNanos();
        long stolenMillis =
                inside.getLast().machineStolenMillis() - inside.getFirst().machineStolenMillis();
        return nanos <= 0 ? null : Double.valueOf(stolenMillis * 1e6 / nanos);
    }

    private boolean isInside(Sample sample) {
        long sinceStart = sample.atNanos() - startNanos;
        return sinceStart >= 0 && sinceStart <= windowNanos;
    }
}
