package queuelab.exchange.control;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongFunction;
import queuelab.exchange.message.LabClock;

/**
 * What the main thread of a started worker does while other threads work: it waits for commands, reports progress each second, and
 * reads the process's CPU time at both edges of the measured window.
 */
public final class Pulse {
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final Line line;
    private final LongFunction<Report.Progress> progress;
    private final long measureStartNanos;
    private final long measureEndNanos;
    private long nextBeatNanos;
    private long cpuMillisAtMeasureStart = -1;
    private long cpuMillisAtMeasureEnd = -1;

    /**
     * Of a worker that has its start time. What the calling thread does from now on can wait for messages.
     *
     * @param progress makes the report of the second that ends at the given {@link System#nanoTime()}
     */
    public Pulse(Line line, TrialWindow window, long startNanos, LongFunction<Report.Progress> progress) {
        Urgency.WAITING.take();
        this.line = line;
        this.progress = progress;
        this.measureStartNanos = window.measureStart(startNanos);
        this.measureEndNanos = window.measureEnd(startNanos);
        this.nextBeatNanos = startNanos + SECOND_NANOS;
    }

    /**
     * Waits for a command, for {@link Line#wake} or for the next moment at which the worker has something to tell or to read; empty in the
     * latter cases.
     *
     * @throws InputEnded when stdin ended: stop now
     */
    public Optional<Command> next() throws InputEnded, InterruptedException {
        return next(nextMomentNanos());
    }

    /** The same, but waits until that moment at the latest. */
    public Optional<Command> next(long atLatestNanos) throws InputEnded, InterruptedException {
        long moment = nextMomentNanos();
        long leftNanos = (atLatestNanos - moment < 0 ? atLatestNanos : moment) - LabClock.nanoTime();
        Optional<Command> command = line.next(Duration.ofNanos(Math.max(0, leftNanos)));
        beat();
        return command;
    }

    /**
     * What a worker reports at its end.
     *
     * @param invalidSamples latencies that could not be recorded
     */
    public Report.Finished finished(long sent, long acknowledged, long rejected, long received, long invalidSamples) {
        readEdges(LabClock.nanoTime());
        long cpuMillis = ProcessTimes.cpuMillis();
        long measuredUntil = cpuMillisAtMeasureEnd < 0 ? cpuMillis : cpuMillisAtMeasureEnd;
        long measured = cpuMillisAtMeasureStart < 0 ? 0 : measuredUntil - cpuMillisAtMeasureStart;
        return new Report.Finished(
                sent, acknowledged, rejected, received, cpuMillis, measured, ProcessTimes.gcMillis(), invalidSamples);
    }

    private void beat() {
        long now = LabClock.nanoTime();
        readEdges(now);
        if (now - nextBeatNanos >= 0) {
            line.report(progress.apply(now));
            nextBeatNanos += (1 + (now - nextBeatNanos) / SECOND_NANOS) * SECOND_NANOS;
        }
    }

    private void readEdges(long now) {
        if (cpuMillisAtMeasureStart < 0 && now - measureStartNanos >= 0) {
            // What is hot is compiled by now; what becomes hot late can wait for messages.
            Urgency.WAITING.giveToCompilers();
            cpuMillisAtMeasureStart = ProcessTimes.cpuMillis();
        }
        if (cpuMillisAtMeasureEnd < 0 && now - measureEndNanos >= 0) {
            cpuMillisAtMeasureEnd = ProcessTimes.cpuMillis();
        }
    }

    private long nextMomentNanos() {
        long moment = nextBeatNanos;
        if (cpuMillisAtMeasureStart < 0 && measureStartNanos - moment < 0) {
            moment = measureStartNanos;
        }
        if (cpuMillisAtMeasureEnd < 0 && measureEndNanos - moment < 0) {
            moment = measureEndNanos;
        }
        return moment;
    }
}
