package queuelab.supervisor.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.control.Report;
import queuelab.exchange.recording.Sample;
import queuelab.exchange.recording.TrialRecord;
import queuelab.supervisor.host.ChildProcess;
import queuelab.supervisor.host.ChildSpec;
import queuelab.supervisor.host.ChildSpec.Role;
import queuelab.supervisor.host.Figures.ProcessFigures;
import queuelab.supervisor.host.HostException;
import queuelab.supervisor.trial.ProcessStatus.State;

/** What is known of one child of a trial; owned by the trial's thread. */
final class Worker {
    private final ChildProcess child;
    private final int place;
    private final List<String> failures = new ArrayList<>();
    private boolean ready;
    private Report.@Nullable BrokerReady brokerReady;
    private long parentPid = ProcessHandle.current().pid();
    private long clockOffsetNanos;
    private long clockBoundNanos = Long.MAX_VALUE;
    private long clockCorrectionNanos;
    private Report.@Nullable Progress progress;
    private Report.@Nullable Finished finished;
    private @Nullable Integer exitCode;
    private ProcessFigures figures = new ProcessFigures(0, 0, 0, Map.of());
    private ProcessFigures atMeasureStart = figures;
    private ProcessFigures atMeasureEnd = figures;
    private boolean expectedToExit;
    private boolean lost;
    private boolean killed;
    private int proxyPort;
    private boolean paused;
    private @Nullable Worker replacement;

    Worker(ChildProcess child) {
        this(child, child.spec().index());
    }

    /** @param place which of the planned processes of its role it stands for, from 1; it may be the latest of several */
    Worker(ChildProcess child, int place) {
        this.child = child;
        this.place = place;
    }

    int place() {
        return place;
    }

    /** Whether messages pass through it as a worker's, and not a broker's or proxy's. */
    boolean isProducerOrConsumer() {
        return role() == Role.PRODUCER || role() == Role.CONSUMER;
    }

    Role role() {
        return child.spec().role();
    }

    ChildProcess child() {
        return child;
    }

    String name() {
        return child.name();
    }

    boolean isReady() {
        return ready;
    }

    /** Nothing more is to be expected of it: it finished or is gone. */
    boolean isDone() {
        return finished != null || isGone();
    }

    boolean isGone() {
        return exitCode != null || lost;
    }

    /** Its agent could not start it: there is nothing of it, and no process that could be told of. */
    boolean neverWas() {
        return isGone() && child.pid() == 0;
    }

    boolean hasFailed() {
        return !failures.isEmpty();
    }

    String failure() {
        return String.join("; ", failures);
    }

    void ready(long itsParentPid) {
        ready = true;
        parentPid = itsParentPid;
    }

    void brokerReady(Report.BrokerReady report) {
        ready(report.parentPid());
        brokerReady = report;
    }

    void networkReady(Report.NetworkReady report) {
        ready(report.parentPid());
        proxyPort = report.port();
    }

    /** Where a proxy listens; 0 for other children. */
    int proxyPort() {
        return proxyPort;
    }

    /** What a broker said when it was ready; empty for other children. */
    Optional<Report.BrokerReady> brokerReady() {
        return Optional.ofNullable(brokerReady);
    }

    void progressed(Report.Progress latest) {
        progress = latest;
    }

    void finished(Report.Finished summary) {
        finished = summary;
    }

    /** What it reported at its end; empty while it has not. */
    Optional<Report.Finished> summary() {
        return Optional.ofNullable(finished);
    }

    void failed(String reason) {
        failures.add(reason);
    }

    /** From here on its end is no surprise. */
    void expectExit() {
        expectedToExit = true;
    }

    /** Whether it was told to leave, or killed. */
    boolean isLeaving() {
        return expectedToExit || killed;
    }

    /** Kills it, because somebody asked for that: its death is then no failure. */
    void kill() {
        killed = true;
        paused = false;
        child.kill();
    }

    /** Whether somebody asked for its death. */
    boolean wasKilled() {
        return killed;
    }

    boolean isPaused() {
        return paused;
    }

    void pause() throws HostException {
        child.pause();
        paused = true;
    }

    void resume() throws HostException {
        child.resume();
        paused = false;
    }

    /** Another process stands in its place from now on. */
    void replacedBy(Worker successor) {
        replacement = successor;
    }

    /** The process that stands in its place now: itself, unless it was replaced. */
    Worker latest() {
        Worker latest = this;
        for (Worker next = replacement; next != null; next = next.replacement) {
            latest = next;
        }
        return latest;
    }

    /** What a person sees of it. */
    State state() {
        if (isGone()) {
            return lost && !neverWas() ? State.LOST : killed ? State.KILLED : hasFailed() ? State.FAILED : State.GONE;
        }
        if (paused) {
            return State.PAUSED;
        }
        return !ready ? State.STARTING : expectedToExit ? State.LEAVING : State.RUNNING;
    }

    void exited(int code) {
        exitCode = code;
        paused = false;
        boolean asItShould = killed || (code == 0 && (finished != null || expectedToExit));
        if (!asItShould) {
            var lines = child.lastLogLines();
            failures.add("exited with code " + code
                    + (lines.isEmpty() ? "" : "; its last log lines: " + String.join(" | ", lines)));
        }
    }

    /** Its agent is gone, and it with it, or could not start it. */
    void lost(String why) {
        lost = true;
        paused = false;
        failures.add(why);
    }

    /** One reading of its clock between two of ours: the offset lies within half the round trip of the midpoint. */
    void clockRead(long beforeNanos, long itsNanos, long afterNanos) {
        long bound = (afterNanos - beforeNanos) / 2;
        if (bound < clockBoundNanos) {
            clockBoundNanos = bound;
            clockOffsetNanos = itsNanos - (beforeNanos + bound);
        }
    }

    /** Whether its clock is another than ours: the offset is more than could be misread. */
    boolean clockDiffers() {
        return Math.abs(clockOffsetNanos) > clockBoundNanos;
    }

    /** Its clock is to be corrected by what was read, and to be read anew. Returns by how much. */
    long clockCorrected() {
        long correction = clockOffsetNanos;
        clockCorrectionNanos += correction;
        clockOffsetNanos = 0;
        clockBoundNanos = Long.MAX_VALUE;
        return correction;
    }

    void sampled(ProcessFigures now) {
        figures = new ProcessFigures(
                now.cpuMillis(),
                now.rssBytes(),
                Math.max(now.peakRssBytes(), figures.peakRssBytes()),
                now.runDelayMillis().isEmpty() ? figures.runDelayMillis() : now.runDelayMillis());
    }

    void measureStarts() {
        atMeasureStart = figures;
    }

    void measureEnds() {
        atMeasureEnd = figures;
    }

    ProcessFigures figures() {
        return figures;
    }

    long parentPid() {
        return parentPid;
    }

    Optional<Report.Progress> progress() {
        return Optional.ofNullable(progress);
    }

    Sample.ProcessSample sample() {
        var latest = progress;
        return latest == null
                ? new Sample.ProcessSample(
                        name(), figures.cpuMillis(), figures.rssBytes(), totalRunDelayMillis(), 0, 0, 0, 0, 0)
                : new Sample.ProcessSample(
                        name(),
                        figures.cpuMillis(),
                        figures.rssBytes(),
                        totalRunDelayMillis(),
                        latest.sent(),
                        latest.received(),
                        latest.atNanos(),
                        latest.p50Nanos(),
                        latest.p99Nanos(),
                        latest.maxNanos());
    }

    private long totalRunDelayMillis() {
        return figures.runDelayMillis().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Of the thread that waited longest within the window: threads wait at the same time, so their sum would say little. */
    private long worstRunDelayMillis() {
        Map<String, Long> before = atMeasureStart.runDelayMillis();
        return atMeasureEnd.runDelayMillis().entrySet().stream()
                .mapToLong(thread -> thread.getValue() - before.getOrDefault(thread.getKey(), 0L))
                .max()
                .orElse(0);
    }

    /** A worker reads its own at both edges of the window; a broker does not, nor can a dead process be asked. */
    private long measuredCpuMillis() {
        var summary = finished;
        return summary == null || child.spec().role() == ChildSpec.Role.BROKER
                ? atMeasureEnd.cpuMillis() - atMeasureStart.cpuMillis()
                : summary.measuredCpuMillis();
    }

    TrialRecord.Child record() {
        var summary = finished;
        return new TrialRecord.Child(
                child.spec().role().word(),
                child.spec().index(),
                child.name(),
                child.pid(),
                parentPid,
                summary == null ? figures.cpuMillis() : summary.cpuMillis(),
                measuredCpuMillis(),
                worstRunDelayMillis(),
                summary == null ? 0 : summary.gcMillis(),
                figures.peakRssBytes(),
                exitCode,
                clockOffsetNanos,
                clockBoundNanos == Long.MAX_VALUE ? 0 : clockBoundNanos,
                failures.isEmpty() ? null : failure(),
                child.agent().orElse(null),
                clockCorrectionNanos);
    }
}
