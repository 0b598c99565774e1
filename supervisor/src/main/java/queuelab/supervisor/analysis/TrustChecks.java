package queuelab.supervisor.analysis;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import queuelab.exchange.recording.Measure;
import queuelab.exchange.recording.NoteKind;
import queuelab.exchange.recording.TrialRecord;
import queuelab.exchange.recording.TrialRecord.Broker;
import queuelab.exchange.recording.TrialRecord.Child;
import queuelab.supervisor.analysis.TrialResult.Check;
import queuelab.supervisor.analysis.TrialResult.Throughput;

/**
 * Whether a trial's numbers can be trusted: METHOD.md's list, one method for each check. A check that cannot be made or does not apply
 * passes and says so.
 */
final class TrustChecks {
    private static final double LEAST_ACHIEVED = 0.99;
    private static final double LAG_FLOOR_NANOS = 1e6;
    private static final double LAG_SHARE_OF_LATENCY = 0.1;
    private static final double MOST_WITHOUT_CPU = 0.1;
    private static final double MOST_DRIFT = 0.1;

    private static final Pattern LEFTOVER = Pattern.compile("left ?over", Pattern.CASE_INSENSITIVE);

    /** What the words of a check end with that passed only because the load saturates. */
    static final String LIMITED = "; saturating, so this is what limited the point";

    private static final String FAULT = "a fault was asked for, and this is what it did";
    private static final String STARTED = "processes were started meanwhile, as asked for";
    private static final String CHANGED = "settings were changed meanwhile, as asked for";

    private final TrialRecordings recordings;
    private final TrialRecord trial;
    private final TrialSettings settings;
    private final WindowSeries series;
    private final Throughput throughput;
    private final Disturbances disturbances;

    TrustChecks(TrialRecordings recordings, WindowSeries series, Throughput throughput) {
        this.recordings = recordings;
        this.trial = recordings.trial();
        this.settings = recordings.settings();
        this.series = series;
        this.throughput = throughput;
        this.disturbances = new Disturbances(trial);
    }

    List<Check> all() {
        List<Check> checks = new ArrayList<>(List.of(
                clockOffset(),
                clocksOfHosts(),
                achievedRate(),
                scheduleLag(),
                workersOutOfCpu(),
                machineOutOfCpu(),
                leftoverProcesses(),
                drift(),
                invalidSamples(),
                brokerLog(),
                journal()));
        checks.add(new BrokerReconciliation(recordings).check());
        return checks.stream().map(this::excused).toList();
    }

    /** What a fault that was asked for does to the numbers is no reason to distrust them; nor is a change, or a process started for one. */
    private Check excused(Check check) {
        if (check.passed()) {
            return check;
        }
        String why = switch (check.name()) {
            case "achievedRate", "brokerLog" -> disturbances.anyFault() ? FAULT : "";
            case "scheduleLag", "workerCpu" ->
                disturbances.anyFault() ? FAULT : disturbances.startedProcesses() ? STARTED : "";
            case "drift" -> disturbances.anyFault() ? FAULT : disturbances.any() ? CHANGED : "";
            default -> "";
        };
        return why.isEmpty()
                ? check
                : new Check(
                        check.name(), check.measured(), check.bound(), check.unit(), true, check.reason() + "; " + why);
    }

    private Check clockOffset() {
        Optional<Child> worst = workers()
                .max(Comparator.comparingLong(child -> Math.abs(child.clockOffsetNanos()) - child.clockBoundNanos()));
        if (worst.isEmpty()) {
            return notMade("clockOffset", "there are no workers");
        }
        Child child = worst.get();
        double offset = Math.abs((double) child.clockOffsetNanos());
        double bound = (double) child.clockBoundNanos();
        String words = name(child) + "'s clock is off by " + Words.time(offset) + "; it could be read to within "
                + Words.time(bound);
        return check("clockOffset", offset, bound, "ns", offset <= bound, words);
    }

    /**
     * Across hosts a one-way latency is off by as much as the two clocks may be; whoever sent and whoever received each add what is not known
     * of theirs. Processes of the supervisor's host share its clock.
     */
    private Check clocksOfHosts() {
        if (trial.processes().stream().allMatch(child -> child.agent() == null)) {
            return check("clocksOfHosts", 0, 0, "ns", true, "all processes ran on one host and share its clock");
        }
        Histogram delivery = recordings.latencies().measured(Measure.DUE_TO_RECEIVE);
        if (delivery.getTotalCount() == 0) {
            return notMade("clocksOfHosts", "nothing was received in the measured window");
        }
        double error = unknownOfClock("producer") + unknownOfClock("consumer");
        double bound = LAG_SHARE_OF_LATENCY * (double) delivery.getValueAtPercentile(50);
        String words = "the clocks of producers' and consumers' hosts are known to within " + Words.time(error)
                + " of each other, and so are one-way latencies (at most " + Words.time(bound)
                + " allowed: a tenth of the median delivery latency)";
        return check("clocksOfHosts", error, bound, "ns", error <= bound, words);
    }

    /** Of the process of this role whose clock is known worst. */
    private double unknownOfClock(String role) {
        return trial.processes().stream()
                .filter(child -> child.role().equals(role) && child.agent() != null)
                .mapToDouble(child -> Math.abs((double) child.clockOffsetNanos()) + child.clockBoundNanos())
                .max()
                .orElse(0);
    }

    /** The bound leaves room for a message at each edge of the window for each producer and, with Poisson arrivals, for three deviations. */
    private Check achievedRate() {
        Double offered = throughput.offeredPerSecond();
        if (offered == null || offered == 0) {
            return notMade("achievedRate", "saturating: no rate was offered");
        }
        double due = offered * series.lengthNanos() / 1e9;
        double chance = settings.poisson() ? 3 / Math.sqrt(due) : 0;
        double bound = Math.max(0, LEAST_ACHIEVED - chance - settings.producers() / due);
        double achieved = throughput.sentPerSecond() / offered;
        String words = "sent " + Words.perSecond(throughput.sentPerSecond()) + " of " + Words.perSecond(offered)
                + " offered, " + Words.percent(achieved) + " (at least " + Words.percent(bound) + " needed)";
        return check("achievedRate", achieved, bound, "ratio", achieved >= bound, words);
    }

    private Check scheduleLag() {
        if (settings.saturates()) {
            return notMade("scheduleLag", "saturating: there is no schedule to lag behind");
        }
        Histogram lag = recordings.latencies().measured(Measure.SCHEDULE_LAG);
        Histogram delivery = recordings.latencies().measured(Measure.DUE_TO_RECEIVE);
        if (lag.getTotalCount() == 0) {
            return notMade("scheduleLag", "nothing was sent in the measured window");
        }
        double median = delivery.getTotalCount() == 0 ? 0 : (double) delivery.getValueAtPercentile(50);
        double bound = Math.max(LAG_FLOOR_NANOS, median * LAG_SHARE_OF_LATENCY);
        double p99 = (double) lag.getValueAtPercentile(99);
        String words = "senders were up to " + Words.time(p99) + " late (p99 of schedule lag; at most "
                + Words.time(bound) + " allowed: the larger of 1 ms and a tenth of the median delivery latency)";
        return check("scheduleLag", p99, bound, "ns", p99 <= bound, words);
    }

    private Check workersOutOfCpu() {
        Optional<Child> worst = workers().max(Comparator.comparingLong(Child::runDelayMillis));
        if (worst.isEmpty()) {
            return notMade("workerCpu", "there are no workers");
        }
        Child child = worst.get();
        return outOfCpu(
                "workerCpu",
                child.runDelayMillis() * 1e6 / series.lengthNanos(),
                name(child) + " was ready to run but had no CPU for");
    }

    private Check machineOutOfCpu() {
        Double stolen = series.stolenShare();
        if (stolen == null) {
            return notMade("machineSteal", "there are fewer than 2 samples in the measured window");
        }
        return outOfCpu("machineSteal", stolen, "the hypervisor took CPU time from this machine for");
    }

    private Check outOfCpu(String name, double share, String subject) {
        boolean over = share > MOST_WITHOUT_CPU;
        String words = subject + " " + Words.percent(share) + " of the measured window (at most "
                + Words.percent(MOST_WITHOUT_CPU) + ")"
                + (over && settings.saturates() ? LIMITED : "");
        return check(name, share, MOST_WITHOUT_CPU, "ratio", !over || settings.saturates(), words);
    }

    private Check leftoverProcesses() {
        List<String> leftovers = trial.problems().stream()
                .filter(problem -> LEFTOVER.matcher(problem).find())
                .toList();
        String words = leftovers.isEmpty() ? "none of an earlier trial were found" : String.join("; ", leftovers);
        return check("leftoverProcesses", leftovers.size(), 0, "count", leftovers.isEmpty(), words);
    }

    /**
     * Drifting means: the medians of the first and the last third of the window differ by more than a tenth, and the two thirds do not
     * overlap at all. Medians ignore an odd second; that the thirds lie apart is what chance rarely does.
     */
    private Check drift() {
        List<Double> rates = series.received().eachSecond();
        if (rates.size() < Thirds.NEEDED) {
            return notMade(
                    "drift",
                    "the measured window is too short to tell: " + Words.count(rates.size(), "whole second")
                            + " of it on record, " + Thirds.NEEDED + " needed");
        }
        Thirds thirds = Thirds.of(rates);
        double middle = Thirds.median(rates);
        double drift = middle == 0 ? 0 : Math.abs(thirds.rise()) / middle;
        boolean drifting = drift > MOST_DRIFT && thirds.apart();
        String words = "throughput went from " + Words.perSecond(thirds.first()) + " to "
                + Words.perSecond(thirds.last())
                + " received (medians of the first and last third of the window), " + Words.percent(drift) + " of "
                + Words.perSecond(middle) + (drifting ? ": still drifting after warm-up" : "");
        return check("drift", drift, MOST_DRIFT, "ratio", !drifting, words);
    }

    private Check invalidSamples() {
        // Workers note each one and count them; a killed worker may have left only the notes.
        long invalid = Math.max(
                recordings.latencies().invalidSamples(), recordings.notes().count(NoteKind.INVALID_SAMPLE));
        String words = invalid == 0
                ? "no latency was negative or over an hour"
                : Words.count(invalid, "latency sample") + " negative or over an hour";
        return check("invalidSamples", (double) invalid, 0, "count", invalid == 0, words);
    }

    private Check brokerLog() {
        Broker broker = trial.broker();
        if (broker == null || broker.mode().equals("external")) {
            return notMade(
                    "brokerLog", broker == null ? "there is no broker" : "the broker is external: its log is not here");
        }
        try {
            BrokerLog.Events events = BrokerLog.read(recordings.brokerLogs());
            int count = events.count(settings.limitsAskedFor());
            String limits = BrokerLog.Events.words(events.limits());
            String words = count == 0
                    ? "the broker logged no paging, blocking or critical event"
                            + (limits.isEmpty() ? "" : " that was not asked for; asked for: " + limits)
                    : "the broker logged "
                            + String.join(", ", nonEmpty(limits, BrokerLog.Events.words(events.faults())));
            return check("brokerLog", count, 0, "count", count == 0, words);
        } catch (IOException e) {
            return new Check(
                    "brokerLog",
                    null,
                    null,
                    "",
                    false,
                    e.getMessage() + ": cannot be read, so paging and blocking are unknown");
        }
    }

    private static List<String> nonEmpty(String... words) {
        return Arrays.stream(words).filter(word -> !word.isEmpty()).toList();
    }

    private Check journal() {
        Broker broker = trial.broker();
        if (broker == null || broker.journal().equalsIgnoreCase("unknown")) {
            return notMade("journal", broker == null ? "there is no broker" : "the broker does not say which it uses");
        }
        boolean asAsked = broker.journal().equalsIgnoreCase(broker.journalAsked());
        String why = broker.facts().getOrDefault("journalNotAsAsked", "");
        String words = "the journal in effect is " + broker.journal() + ", asked for was " + broker.journalAsked()
                + (asAsked || why.isEmpty() ? "" : ": " + why);
        return new Check("journal", null, null, "", asAsked, words);
    }

    private Stream<Child> workers() {
        return trial.processes().stream().filter(child -> !child.role().equals("broker"));
    }

    private static String name(Child child) {
        return child.role() + "-" + child.index();
    }

    static Check notMade(String name, String why) {
        return new Check(name, null, null, "", true, "not judged: " + why);
    }

    static Check check(String name, double measured, double bound, String unit, boolean passed, String reason) {
        return new Check(name, measured, bound, unit, passed, reason);
    }
}
