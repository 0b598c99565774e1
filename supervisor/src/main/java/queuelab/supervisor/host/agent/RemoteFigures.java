package queuelab.supervisor.host.agent;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import queuelab.supervisor.host.Figures.ProcessFigures;

/**
 * What a child at an agent has used. The agent tells once a second, and the trial asks once a second, each by its own clock: without
 * reckoning from the last telling on, one asking would see two seconds of CPU time and the next none. Safe for use by several threads.
 */
final class RemoteFigures {
    /** An agent that has not told for longer is not reckoned on. */
    private static final long MOST_AHEAD_NANOS = 1_500_000_000;

    private @Nullable ProcessFigures latest;
    private long latestReadNanos;
    private long latestAtNanos;
    private double cpuMillisPerNano;
    private long toldCpuMillis;

    /**
     * Takes what the agent told.
     *
     * @param readNanos when it read that, by its clock
     * @param atNanos when that arrived, by ours
     */
    synchronized void take(ProcessFigures figures, long readNanos, long atNanos) {
        if (latest != null && readNanos > latestReadNanos) {
            cpuMillisPerNano = (double) (figures.cpuMillis() - latest.cpuMillis()) / (readNanos - latestReadNanos);
        }
        latest = figures;
        latestReadNanos = readNanos;
        latestAtNanos = atNanos;
    }

    /** As of now, as far as can be reckoned; empty before anything was told. CPU time never sinks. */
    synchronized Optional<ProcessFigures> now(long nowNanos) {
        if (latest == null) {
            return Optional.empty();
        }
        long ahead = Math.clamp(nowNanos - latestAtNanos, 0, MOST_AHEAD_NANOS);
        toldCpuMillis = Math.max(toldCpuMillis, latest.cpuMillis() + Math.round(cpuMillisPerNano * ahead));
        return Optional.of(
                new ProcessFigures(toldCpuMillis, latest.rssBytes(), latest.peakRssBytes(), latest.runDelayMillis()));
    }
}
