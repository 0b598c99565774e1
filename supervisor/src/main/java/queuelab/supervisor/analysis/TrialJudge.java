package queuelab.supervisor.analysis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.recording.Measure;
import queuelab.exchange.recording.TrialRecord;
import queuelab.exchange.recording.TrialRecord.Child;
import queuelab.exchange.recording.TrialRecordFile;
import queuelab.supervisor.analysis.TrialResult.Check;
import queuelab.supervisor.analysis.TrialResult.Delivery;
import queuelab.supervisor.analysis.TrialResult.Latency;
import queuelab.supervisor.analysis.TrialResult.ProcessResult;
import queuelab.supervisor.analysis.TrialResult.Throughput;

/**
 * Judges one trial from what it left in its folder, and from nothing else: the same folder gives the same result on any machine, any time.
 *
 * <p>Broken promises come before doubts: a message proven lost makes the verdict {@code fail} even where the numbers cannot be trusted.
 */
public final class TrialJudge {
    private final TrialRecordings recordings;
    private final TrialRecord trial;
    private final Disturbances disturbances;
    private final Findings findings = new Findings();

    private TrialJudge(TrialRecordings recordings) {
        this.recordings = recordings;
        this.trial = recordings.trial();
        this.disturbances = new Disturbances(trial);
    }

    /**
     * Judges a trial.
     *
     * @param trialFolder holds {@code trial.json}, {@code samples.jsonl} and a folder for each process
     * @return its result; never an exception for what is missing or damaged: that is a reason in the result, which names the file. Without a
     *     readable {@code trial.json} the result has the folder's name as its id, an empty variant, and that reason.
     */
    public static TrialResult judge(Path trialFolder) {
        TrialRecord trial;
        try {
            trial = TrialRecordFile.read(trialFolder);
        } catch (IOException e) {
            return unreadable(trialFolder, String.valueOf(e.getMessage()));
        }
        try (TrialRecordings recordings = TrialRecordings.open(trialFolder, trial)) {
            return new TrialJudge(recordings).judge();
        }
    }

    private TrialResult judge() {
        judgeRun();
        recordings.damage().forEach(damage -> findings.doubt(trial.id() + ": " + damage));
        if (!recordings.started()) {
            findings.doubt("the trial never started");
            var nothing = new Throughput(recordings.settings().offeredPerSecond(), 0, 0);
            return result(nothing, noDelivery(), false, List.of(), null);
        }
        var series = new WindowSeries(recordings.samples(), trial.startNanos(), trial.window());
        DeliveryJudge.Outcome delivery = DeliveryJudge.judge(recordings, findings);
        Throughput throughput = ThroughputMeter.of(recordings, series);
        List<Check> checks = new TrustChecks(recordings, series, throughput).all();
        checks.stream().filter(check -> !check.passed()).forEach(check -> findings.doubt(check.reason()));
        if (disturbances.any()) {
            findings.remark("disturbed on purpose: latency and rates hold what was done to the trial, no steady state");
        }
        Optional<String> saturation = disturbances.any()
                ? Optional.empty()
                : Saturation.found(recordings, series, throughput.sentPerSecond());
        saturation.ifPresent(findings::remark);
        remarkOnLimits(checks);
        Throughput counted = saturation.isPresent() ? ThroughputMeter.behind(throughput, series) : throughput;
        return result(counted, delivery, saturation.isPresent(), checks, series)
                .with(HappenedReader.read(recordings, series, delivery.byFault()));
    }

    /** What the supervisor saw go wrong, and who died of it. */
    private void judgeRun() {
        if (trial.interrupted()) {
            findings.doubt("the run was stopped during this trial");
        }
        trial.problems().forEach(findings::doubt);
        remarkOnSharedProcess();
        for (Child child : recordings.dead()) {
            String words = death(child);
            if (disturbances.asked(child)) {
                findings.remark(words);
            } else if (!trial.interrupted() && !saidAlready(child)) {
                findings.doubt(words);
            }
            if (child.role().equals("broker") && !trial.interrupted()) {
                findings.remark("killing the broker tests the death of its process, not a loss of power: what the"
                        + " operating system had not yet written to the disk survived");
            }
        }
    }

    /** Both have a line in every table of processes, with the same PID. */
    private void remarkOnSharedProcess() {
        if (recordings.settings().oneProcess()) {
            findings.remark(
                    "producer and consumer are threads of one process; CPU time and memory of each are the whole"
                            + " process's");
        }
    }

    private boolean saidAlready(Child child) {
        return trial.problems().stream()
                .anyMatch(problem -> problem.contains(child.role() + "-" + child.index() + " "));
    }

    private static String death(Child child) {
        Integer exitCode = child.exitCode();
        String name = child.role() + "-" + child.index();
        String code = exitCode == null ? "without an exit code" : "with exit code " + exitCode;
        if (child.failure() == null) {
            return name + " ended " + code;
        }
        boolean said = exitCode == null || child.failure().contains("code " + exitCode);
        return name + (said ? ": " : " ended " + code + ": ") + child.failure();
    }

    private void remarkOnLimits(List<Check> checks) {
        if (!recordings.settings().saturates()) {
            return;
        }
        findings.remark("saturating: latency is a queueing figure, it says how much was in flight");
        checks.stream()
                .filter(check -> check.passed() && check.reason().endsWith(TrustChecks.LIMITED))
                .forEach(check -> findings.remark(check.reason()));
    }

    private TrialResult result(
            Throughput throughput,
            DeliveryJudge.Outcome delivery,
            boolean saturated,
            List<Check> checks,
            @Nullable WindowSeries series) {
        var durability = new Durability(recordings);
        return new TrialResult(
                trial.id(),
                trial.variant(),
                trial.point(),
                trial.repeat(),
                findings.verdict(),
                findings.reasons(),
                trial.processes().stream().map(TrialJudge::process).toList(),
                throughput,
                latency(),
                delivery.delivery(),
                saturated,
                checks,
                delivery.queues(),
                delivery.offences(),
                findings.remarks(),
                durability.stages(),
                durability.journal(),
                recordings.disk(),
                trial.settings(),
                series == null ? null : FairnessMeter.of(recordings),
                series == null ? null : OccupationMeter.of(recordings, series));
    }

    private Map<String, Latency> latency() {
        Map<String, Latency> latency = new LinkedHashMap<>();
        for (Measure measure :
                List.of(Measure.DUE_TO_RECEIVE, Measure.SEND_TO_RECEIVE, Measure.SEND_TO_ACK, Measure.SCHEDULE_LAG)) {
            latency.put(measure.tag(), recordings.latency(measure));
        }
        // Only where an acknowledgement can be seen to return, where the broker is the lab's own, where there is a
        // lock.
        for (Measure measure : List.of(
                Measure.RECEIVE_TO_CONSUMED,
                Measure.HANDLING,
                Measure.LOCK_WAIT,
                Measure.SENT_TO_ARRIVED,
                Measure.SENT_TO_STORED,
                Measure.SENT_TO_HANDED_OUT)) {
            if (recordings.latency(measure).count() > 0) {
                latency.put(measure.tag(), recordings.latency(measure));
            }
        }
        return latency;
    }

    private static ProcessResult process(Child child) {
        return new ProcessResult(
                child.role(),
                child.index(),
                child.pid(),
                child.parentPid(),
                child.cpuMillis(),
                child.peakRssBytes(),
                child.exitCode(),
                child.measuredCpuMillis());
    }

    private static DeliveryJudge.Outcome noDelivery() {
        return new DeliveryJudge.Outcome(
                new Delivery(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), List.of(), List.of(), new FaultTally(List.of()));
    }

    private static TrialResult unreadable(Path trialFolder, String reason) {
        String id = String.valueOf(trialFolder.getFileName());
        return new TrialResult(
                id,
                "",
                Map.of(),
                0,
                Verdict.INVALID,
                List.of(id + ": " + reason),
                List.of(),
                new Throughput(null, 0, 0),
                Map.of(),
                noDelivery().delivery(),
                false,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                null,
                Map.of(),
                null,
                null);
    }
}
