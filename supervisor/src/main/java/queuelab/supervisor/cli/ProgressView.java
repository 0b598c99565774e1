package queuelab.supervisor.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import queuelab.supervisor.analysis.TrialResult;
import queuelab.supervisor.plan.Plan;
import queuelab.supervisor.plan.PlannedTrial;
import queuelab.supervisor.run.RunListener;
import queuelab.supervisor.trial.TrialStatus;
import queuelab.supervisor.trial.TrialStatus.Phase;

/**
 * Shows how a run is going: on a terminal one line that is redrawn each second, elsewhere a line when a trial starts and when it is
 * judged.
 */
final class ProgressView implements RunListener {
    private static final String REDRAW = "\r\u001b[2K";
    private static final int TERMINAL_COLUMNS = 100;

    private final PrintWriter out;
    private final boolean terminal;
    private int trials;
    private Duration perTrial = Duration.ZERO;

    /**
     * Shows progress on {@code out}.
     *
     * @param terminal whether {@code out} is a terminal that understands ANSI codes
     */
    ProgressView(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void started(Plan plan, Path folder) {
        trials = plan.trials().size();
        perTrial = plan.estimate().dividedBy(Math.max(1, trials));
        out.printf(
                "%s: %d %s × %d %s, about %s; recordings in %s%n",
                plan.scenario().name(),
                plan.points().size(),
                plan.points().size() == 1 ? "point" : "points",
                plan.scenario().repeats(),
                plan.scenario().repeats() == 1 ? "repeat" : "repeats",
                duration(plan.estimate()),
                folder);
        out.flush();
    }

    @Override
    public void trialStarted(PlannedTrial trial) {
        if (!terminal) {
            out.printf("%s %s ...%n", position(trial), describe(trial));
            out.flush();
        }
    }

    @Override
    public void status(PlannedTrial trial, TrialStatus status) {
        if (!terminal) {
            return;
        }
        Duration left = perTrial.multipliedBy(trials - trial.order()).plus(Duration.ofNanos(status.remainingNanos()));
        var line = new StringBuilder("%s %s · %s"
                .formatted(position(trial), describe(trial), status.phase().words()));
        if (status.phase() == Phase.WARMUP || status.phase() == Phase.MEASURE || status.phase() == Phase.DRAIN) {
            line.append(String.format(
                    Locale.ROOT, " · in %,.0f/s out %,.0f/s", status.sentPerSecond(), status.receivedPerSecond()));
            if (status.p50Nanos() > 0) {
                line.append(" · p50 %s p99 %s".formatted(latency(status.p50Nanos()), latency(status.p99Nanos())));
            }
            if (status.depth() >= 0) {
                line.append(String.format(Locale.ROOT, " · depth %,d", status.depth()));
            }
        }
        line.append(" · ").append(duration(left)).append(" left");
        out.print(REDRAW + line.substring(0, Math.min(line.length(), columns() - 1)));
        out.flush();
    }

    @Override
    public void judged(PlannedTrial trial, TrialResult result) {
        if (terminal) {
            out.print(REDRAW);
        }
        String reasons = result.reasons().isEmpty() ? "" : ": " + String.join("; ", result.reasons());
        out.printf(
                "%s %s %s%s%n",
                position(trial), describe(trial), result.verdict().word(), reasons);
        out.flush();
    }

    private String position(PlannedTrial trial) {
        return "[%d/%d]".formatted(trial.order(), trials);
    }

    private static String describe(PlannedTrial trial) {
        String sweep = sweep(trial.point().sweep());
        return trial.point().variant() + (sweep.isEmpty() ? "" : " " + sweep) + " #" + trial.repeat();
    }

    private static String sweep(Map<String, String> values) {
        return values.entrySet().stream()
                .map(value -> value.getKey() + "=" + value.getValue())
                .collect(Collectors.joining(" "));
    }

    private static int columns() {
        String columns = System.getenv("COLUMNS");
        return columns != null && columns.matches("[1-9]\\d{1,3}") ? Integer.parseInt(columns) : TERMINAL_COLUMNS;
    }

    private static String latency(long nanos) {
        return nanos < 1_000_000
                ? String.format(Locale.ROOT, "%.0f µs", nanos / 1e3)
                : String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    }

    private static String duration(Duration duration) {
        return duration.toMinutes() == 0
                ? duration.toSeconds() + " s"
                : "%d min %02d s".formatted(duration.toMinutes(), duration.toSecondsPart());
    }
}
