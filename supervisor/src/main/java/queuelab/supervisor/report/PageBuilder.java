package queuelab.supervisor.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.recording.Measure;
import queuelab.exchange.recording.TrialRecord;
import queuelab.supervisor.analysis.Metric;
import queuelab.supervisor.analysis.RunResults;
import queuelab.supervisor.analysis.RunResults.Comparison;
import queuelab.supervisor.analysis.RunResults.Interval;
import queuelab.supervisor.analysis.TrialResult;
import queuelab.supervisor.analysis.TrialResult.Delivery;
import queuelab.supervisor.analysis.TrialResult.Offence;
import queuelab.supervisor.analysis.TrialResult.ProcessResult;
import queuelab.supervisor.analysis.Verdict;
import queuelab.supervisor.report.ReportPage.BadTrial;
import queuelab.supervisor.report.ReportPage.BrokerFacts;
import queuelab.supervisor.report.ReportPage.Cell;
import queuelab.supervisor.report.ReportPage.CheckRow;
import queuelab.supervisor.report.ReportPage.ComparisonRow;
import queuelab.supervisor.report.ReportPage.PointRow;
import queuelab.supervisor.report.ReportPage.ProcessRow;
import queuelab.supervisor.report.ReportPage.TrialRow;

/** Puts a run's results and traces into the words and figures of the page. */
final class PageBuilder {
    private static final List<Metric> TABLE = List.of(
            Metric.OFFERED_PER_SECOND,
            Metric.SENT_PER_SECOND,
            Metric.RECEIVED_PER_SECOND,
            Metric.latency(Measure.DUE_TO_RECEIVE, "p50Nanos"),
            Metric.latency(Measure.DUE_TO_RECEIVE, "p99Nanos"),
            Metric.latency(Measure.DUE_TO_RECEIVE, "p999Nanos"),
            Metric.latency(Measure.DUE_TO_RECEIVE, "maxNanos"),
            Metric.CPU_PER_MESSAGE);
    private static final List<String> HEADLINES = List.of(
            Metric.RECEIVED_PER_SECOND.name(),
            "dueToReceive.p50Nanos",
            "dueToReceive.p99Nanos",
            "dueToReceive.p999Nanos",
            Metric.CPU_PER_MESSAGE.name());

    private final RunResults results;
    private final Map<String, TrialTrace> traces;
    private final List<PointView> points;

    PageBuilder(RunResults results, Map<String, TrialTrace> traces) {
        this.results = results;
        this.traces = traces;
        points = PointView.of(results);
    }

    ReportPage page(String scenarioYaml, String repeatCommand, ReportPage.Assets assets) {
        Answer answer = Answer.of(results);
        return new ReportPage(
                results.scenario(),
                results.started().replace("T", " ").replaceFirst("(\\.\\d+)?Z$", " UTC"),
                results.trials().isEmpty() ? "none" : worst().word(),
                verdictInWords(),
                answer.trouble(),
                answer.findings(),
                badTrials(),
                points.stream().map(PageBuilder::pointRow).toList(),
                notes(),
                comparisons(true),
                comparisons(false),
                results.trials().stream().map(this::trialRow).toList(),
                scenarioYaml,
                Fact.of(results.environment()),
                brokers(),
                repeatCommand,
                LadderSection.of(results),
                ScalingSection.of(results, points),
                StagesSection.of(points),
                HappenedSection.of(points),
                ChartData.of(results, points, traces).json(),
                assets);
    }

    private Verdict worst() {
        List<Verdict> verdicts =
                results.trials().stream().map(TrialResult::verdict).toList();
        if (verdicts.contains(Verdict.FAIL)) {
            return Verdict.FAIL;
        }
        return verdicts.contains(Verdict.INVALID) ? Verdict.INVALID : Verdict.PASS;
    }

    private String verdictInWords() {
        int all = results.trials().size();
        long passed = results.trials().stream()
                .filter(trial -> trial.verdict() == Verdict.PASS)
                .count();
        if (passed == all) {
            return all == 1 ? "The one trial passed." : "All " + all + " trials passed.";
        }
        return passed + " of " + all + (all == 1 ? " trial" : " trials") + " passed.";
    }

    private List<BadTrial> badTrials() {
        return results.trials().stream()
                .filter(trial -> trial.verdict() != Verdict.PASS)
                .map(trial -> new BadTrial(trial.id(), trial.verdict().word(), trial.reasons()))
                .toList();
    }

    private static PointRow pointRow(PointView point) {
        List<Cell> cells = TABLE.stream().map(metric -> cell(point, metric)).toList();
        return new PointRow(
                point.label(),
                cells,
                point.lostInWords(),
                Figures.count(point.duplicated()),
                point.verdict().word(),
                point.verdictInWords());
    }

    private static Cell cell(PointView point, Metric metric) {
        Interval median = point.median(metric).orElse(null);
        if (median == null) {
            boolean saturates = metric.equals(Metric.OFFERED_PER_SECOND) && point.saturates();
            boolean tooFew = metric.name().startsWith(Measure.DUE_TO_RECEIVE.tag()) && point.count(Verdict.PASS) > 0;
            return new Cell(saturates ? "saturate" : tooFew ? "too few" : Figures.NONE, "");
        }
        boolean queueing = metric.name().startsWith(Measure.DUE_TO_RECEIVE.tag()) && point.latencyIsQueueing();
        return new Cell(
                Figures.median(metric.unit(), median.median()) + (queueing ? "*" : ""),
                metric.equals(Metric.OFFERED_PER_SECOND) ? "" : Figures.range(metric.unit(), median));
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        notes.add(
                "Latency is dueToReceive: from the moment the schedule wanted a message sent to its arrival in a consumer.");
        notes.add(
                "Figures are medians over the trials of a point; in brackets or below, the 95 % interval of that median. "
                        + "With fewer than 3 trials there is none. A percentile with too few messages behind it reads “too few”.");
        if (points.stream().anyMatch(PointView::latencyIsQueueing)) {
            notes.add(
                    "* saturated: what was offered exceeded what was carried, so this is time spent queueing, not a stable latency.");
        }
        int leftOut =
                results.summary().stream().mapToInt(RunResults.Summary::leftOut).sum();
        if (leftOut > 0) {
            notes.add(leftOut + (leftOut == 1 ? " trial" : " trials")
                    + " failed or invalid: in no median, no interval and no comparison. "
                    + "Lost messages are counted in failed trials too, not in invalid ones, which prove nothing.");
        }
        traces.values().stream().flatMap(trace -> trace.unreadable().stream()).forEach(notes::add);
        return notes;
    }

    private List<ComparisonRow> comparisons(boolean headline) {
        return results.comparisons().stream()
                .filter(comparison -> HEADLINES.contains(comparison.metric()) == headline)
                .map(this::comparisonRow)
                .toList();
    }

    private ComparisonRow comparisonRow(Comparison comparison) {
        List<PointView> compared = points.stream()
                .filter(view -> view.point().equals(comparison.point()))
                .filter(view ->
                        view.variant().equals(comparison.a()) || view.variant().equals(comparison.b()))
                .toList();
        boolean latency = comparison.metric().endsWith("Nanos");
        boolean queueing = latency && compared.stream().anyMatch(PointView::latencyIsQueueing);
        return new ComparisonRow(
                compared.getFirst().sweepInWords(),
                comparison.metric().replace("Nanos", "") + (queueing ? " *" : ""),
                comparison.a(),
                comparison.b(),
                Figures.ratio(comparison.ratio(), comparison.low(), comparison.high()),
                comparison.low() == null ? "too few trials" : comparison.verdict());
    }

    private TrialRow trialRow(TrialResult trial) {
        TrialTrace trace = traces.getOrDefault(trial.id(), TrialTrace.none());
        Map<String, Double> shares = ChartData.shares(trace);
        PointView point = points.stream()
                .filter(view -> view.trials().stream().anyMatch(its -> its.id().equals(trial.id())))
                .findFirst()
                .orElseThrow();
        List<String> figures = new ArrayList<>();
        for (Metric metric : TABLE) {
            figures.add(figure(metric, metric.of(trial)));
        }
        figures.add(Figures.count(trial.delivery().lost()));
        figures.add(Figures.count(trial.delivery().duplicated()));
        return new TrialRow(
                trial.id(),
                point.label(),
                trial.repeat(),
                trial.verdict().word(),
                figures,
                trial.processes().stream()
                        .map(process -> processRow(process, shares))
                        .toList(),
                trial.checks().stream()
                        .map(check -> new CheckRow(check.name(), check.passed(), check.reason()))
                        .toList(),
                trial.offences().stream().map(PageBuilder::offence).toList(),
                trial.remarks(),
                delivery(trial.delivery()));
    }

    private static String figure(Metric metric, @Nullable Double value) {
        return value == null ? Figures.NONE : Figures.median(metric.unit(), value);
    }

    private static ProcessRow processRow(ProcessResult process, Map<String, Double> shares) {
        // As its folder is called: there is one broker.
        boolean single = process.role().equals("broker") || process.role().equals("network");
        String name = single && process.index() == 1 ? process.role() : process.role() + "-" + process.index();
        Double share = shares.get(name);
        Integer exitCode = process.exitCode();
        return new ProcessRow(
                name,
                process.pid(),
                process.parentPid(),
                seconds(process.cpuMillis()),
                seconds(process.measuredCpuMillis()),
                Figures.mebibytes(process.peakRssBytes()),
                share == null ? "" : String.format(Locale.ROOT, "%.1f %%", share * 100),
                exitCode == null ? "unknown" : exitCode.toString());
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.2f s", millis / 1000.0);
    }

    private static String offence(Offence offence) {
        String examples = offence.examples().stream()
                .map(example -> (example.queue() < 0 ? "" : "queue " + (example.queue() + 1) + " ")
                        + (example.copy() < 0 ? "" : "copy " + (example.copy() + 1) + " ")
                        + "producer " + example.producer() + " message " + example.sequence())
                .collect(Collectors.joining("; "));
        boolean more = offence.count() > offence.examples().size();
        return Figures.count(offence.count()) + " " + offence.kind() + ": " + examples + (more ? "; …" : "");
    }

    private static List<Fact> delivery(Delivery delivery) {
        return List.of(
                new Fact("attempted", Figures.count(delivery.attempted())),
                new Fact("acknowledged", Figures.count(delivery.acknowledged())),
                new Fact("rejected", Figures.count(delivery.rejected())),
                new Fact("indeterminate", Figures.count(delivery.indeterminate())),
                new Fact("received", Figures.count(delivery.received())),
                new Fact("distinct", Figures.count(delivery.distinct())),
                new Fact("lost", Figures.count(delivery.lost())),
                new Fact("duplicated", Figures.count(delivery.duplicated())),
                new Fact("redelivered", Figures.count(delivery.redelivered())),
                new Fact("unexpected", Figures.count(delivery.unexpected())),
                new Fact("corrupt", Figures.count(delivery.corrupt())),
                new Fact("out of order", Figures.count(delivery.outOfOrder())),
                new Fact("left in the broker", Figures.count(delivery.residual())));
    }

    private List<BrokerFacts> brokers() {
        Map<List<Fact>, List<String>> pointsByFacts = new LinkedHashMap<>();
        for (PointView point : points) {
            for (TrialResult trial : point.trials()) {
                TrialRecord record =
                        traces.getOrDefault(trial.id(), TrialTrace.none()).record();
                if (record != null && record.startNanos() != 0) {
                    List<Fact> facts = record.broker() == null ? noBroker(record) : brokerFacts(record.broker());
                    List<String> labels = pointsByFacts.computeIfAbsent(facts, _ -> new ArrayList<>());
                    if (!labels.contains(point.label())) {
                        labels.add(point.label());
                    }
                }
            }
        }
        return pointsByFacts.entrySet().stream()
                .map(entry -> new BrokerFacts(
                        pointsByFacts.size() == 1 ? "All trials" : String.join(" · ", entry.getValue()),
                        entry.getKey()))
                .toList();
    }

    private static List<Fact> noBroker(TrialRecord record) {
        String transport = record.settings().getOrDefault("transport", "unknown");
        return List.of(
                new Fact("broker", "none: the processes pass messages to each other"),
                new Fact("transport", transport));
    }

    private static List<Fact> brokerFacts(TrialRecord.Broker broker) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("version", broker.version()));
        facts.add(new Fact("mode", broker.mode()));
        facts.add(new Fact("journal in effect", broker.journal()));
        facts.add(new Fact("journal asked for", broker.journalAsked()));
        broker.configuration().forEach((name, value) -> facts.add(new Fact(name, value)));
        return facts;
    }
}
