package queuelab.supervisor.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.recording.Measure;
import queuelab.supervisor.analysis.Metric;
import queuelab.supervisor.analysis.RunResults;
import queuelab.supervisor.analysis.RunResults.Comparison;
import queuelab.supervisor.analysis.TrialResult;
import queuelab.supervisor.analysis.Verdict;

/**
 * What a run found, in words.
 *
 * @param trouble what failed or cannot be trusted, first of all; empty where every trial passed
 * @param findings one sentence for each kind of fault, what backlogs took, each ladder of transports, each curve of consumers and each comparison, or for each point where there is
 *     nothing to compare
 */
public record Answer(List<String> trouble, List<String> findings) {
    /** In characters: enough for what was lost with some of its ids, and still to be read at a glance. */
    private static final int MOST_OF_A_REASON = 240;

    private static final List<Metric> PERCENTILES = List.of(
            Metric.latency(Measure.DUE_TO_RECEIVE, "p99Nanos"),
            Metric.latency(Measure.DUE_TO_RECEIVE, "p90Nanos"),
            Metric.latency(Measure.DUE_TO_RECEIVE, "p50Nanos"));

    public Answer {
        trouble = List.copyOf(trouble);
        findings = List.copyOf(findings);
    }

    public static Answer of(RunResults results) {
        if (results.trials().isEmpty()) {
            return new Answer(List.of("No trial was finished."), List.of());
        }
        List<PointView> points = PointView.of(results);
        Map<Map<String, String>, List<PointView>> bySweep = points.stream()
                .collect(Collectors.groupingBy(PointView::point, LinkedHashMap::new, Collectors.toList()));
        var ladder = new LadderAnswer(results);
        var scaling = new ScalingAnswer(results);
        var faults = new FaultAnswer(points);
        List<String> findings = new ArrayList<>(faults.sentences());
        findings.addAll(new BacklogAnswer(points).sentences());
        findings.addAll(ladder.sentences());
        findings.addAll(scaling.sentences());
        for (List<PointView> alike : bySweep.values()) {
            List<PointView> variants =
                    alike.stream().filter(point -> !faults.covers(point)).toList();
            if (variants.isEmpty()) {
                continue;
            }
            PointView first = variants.getFirst();
            if (variants.size() == 1 && !scaling.covers(first)) {
                findings.add(alone(first));
            }
            for (PointView other : variants.subList(1, variants.size())) {
                if (!ladder.covers(first, other) && !scaling.covers(first, other)) {
                    findings.add(compared(first, other, results.comparisons()));
                    StageAnswer.of(first, other, results.comparisons()).ifPresent(findings::add);
                }
            }
        }
        return new Answer(trouble(results.trials()), findings);
    }

    /** The line that says most: trouble if there is any, else the first finding. */
    public String headline() {
        if (!trouble.isEmpty()) {
            return trouble.getFirst();
        }
        return findings.isEmpty() ? "" : findings.getFirst();
    }

    /** All of it, trouble first. */
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>(trouble);
        sentences.addAll(findings);
        return sentences;
    }

    private static List<String> trouble(List<TrialResult> trials) {
        List<String> trouble = new ArrayList<>();
        addTrouble(trouble, trials, Verdict.FAIL, "failed");
        addTrouble(trouble, trials, Verdict.INVALID, "invalid");
        return trouble;
    }

    private static void addTrouble(List<String> trouble, List<TrialResult> all, Verdict verdict, String word) {
        List<TrialResult> bad =
                all.stream().filter(trial -> trial.verdict() == verdict).toList();
        if (bad.isEmpty()) {
            return;
        }
        TrialResult first = bad.getFirst();
        String reason = first.reasons().isEmpty()
                ? "no reason is given"
                : first.reasons().getFirst();
        String count = bad.size() == all.size() && all.size() > 1
                ? "All " + all.size() + " trials"
                : bad.size() + " of " + all.size() + (all.size() == 1 ? " trial" : " trials");
        String are = bad.size() == 1 ? " is " : " are ";
        String what = verdict == Verdict.FAIL ? " " + word : are + word + " and counted in no figure";
        String others = bad.size() == 1 ? "" : ", first in ";
        trouble.add(count + what + (others.isEmpty() ? ": " : others) + first.id() + ": " + asSentence(reason));
    }

    /** Reasons may carry the last lines of a log, which stand whole with the trial. */
    private static String asSentence(String reason) {
        if (reason.length() <= MOST_OF_A_REASON) {
            return withoutStop(reason) + ".";
        }
        int lastBlank = reason.lastIndexOf(' ', MOST_OF_A_REASON);
        return reason.substring(0, lastBlank > 0 ? lastBlank : MOST_OF_A_REASON) + " …";
    }

    private static String compared(PointView a, PointView b, List<Comparison> comparisons) {
        String delivery = delivery(a, b);
        if (a.summary().metrics().isEmpty() || b.summary().metrics().isEmpty()) {
            PointView without = a.summary().metrics().isEmpty() ? a : b;
            return without.circumstances() + " " + a.variant() + " and " + b.variant()
                    + " cannot be compared: no trial of " + without.variant() + " passed; " + delivery + ".";
        }
        boolean byRate = a.latencyIsQueueing() || b.latencyIsQueueing();
        Optional<Comparison> chosen = byRate
                ? find(Metric.RECEIVED_PER_SECOND, a, b, comparisons)
                : PERCENTILES.stream()
                        .flatMap(metric -> find(metric, a, b, comparisons).stream())
                        .findFirst();
        String comparison = chosen.map(found -> byRate ? rate(found) : cost(found))
                .orElse(a.variant() + " and " + b.variant() + " have no latency in common to compare");
        String saturated = byRate && !a.saturates() ? " (saturated: no stable latency to compare)" : "";
        return a.circumstances() + " " + comparison + saturated + "; " + delivery + ".";
    }

    private static Optional<Comparison> find(Metric metric, PointView a, PointView b, List<Comparison> comparisons) {
        return comparisons.stream()
                .filter(comparison -> comparison.metric().equals(metric.name())
                        && comparison.point().equals(a.point())
                        && comparison.a().equals(a.variant())
                        && comparison.b().equals(b.variant()))
                .findFirst();
    }

    private static String cost(Comparison comparison) {
        Seen seen = Seen.of(comparison);
        String where = " at " + percentileInWords(comparison.metric());
        if (comparison.low() == null) {
            return seen.more + " took " + seen.ratio() + " as long as " + seen.less + where
                    + ", but with fewer than 3 trials a side there is no interval and this may be noise";
        }
        if (!seen.distinguishable) {
            return seen.more + " and " + seen.less + " are not distinguishable" + where + " (" + seen.ratio() + ")";
        }
        return seen.more + " costs " + seen.ratio() + where;
    }

    private static String rate(Comparison comparison) {
        Seen seen = Seen.of(comparison);
        if (comparison.low() == null) {
            return seen.more + " received " + seen.ratio() + " as many messages per second as " + seen.less
                    + ", but with fewer than 3 trials a side there is no interval and this may be noise";
        }
        if (!seen.distinguishable) {
            return seen.more + " and " + seen.less + " are not distinguishable in messages received per second ("
                    + seen.ratio() + ")";
        }
        return seen.more + " receives " + seen.ratio() + " as many messages per second as " + seen.less;
    }

    private static String alone(PointView point) {
        if (point.summary().metrics().isEmpty()) {
            return point.circumstances() + " no trial of " + point.variant() + " passed; " + delivery(point) + ".";
        }
        String rate = point.median(Metric.RECEIVED_PER_SECOND)
                .map(median ->
                        Figures.withRange(Metric.RECEIVED_PER_SECOND.unit(), median) + " messages received per second")
                .orElse("nothing received");
        String latency = point.latencyIsQueueing()
                ? ""
                : PERCENTILES.stream()
                        .flatMap(metric -> point
                                .median(metric)
                                .map(median -> ", " + percentileInWords(metric.name()) + " "
                                        + Figures.withRange(metric.unit(), median))
                                .stream())
                        .findFirst()
                        .orElse("");
        String saturated = point.latencyIsQueueing() && !point.saturates() ? " (saturated)" : "";
        return point.circumstances() + " " + point.variant() + ": " + rate + saturated + latency + "; "
                + delivery(point) + ".";
    }

    private static String percentileInWords(String metric) {
        String[] parts = metric.split("\\.", 2);
        return parts[1].replace("Nanos", "") + " of " + parts[0];
    }

    private static String delivery(PointView point) {
        return point.lost() + point.missing() + point.duplicated() == 0
                ? "no message was lost"
                : deliveryOf(point, Figures.count(point.lost()));
    }

    private static String delivery(PointView a, PointView b) {
        if (a.lost() + b.lost() + a.missing() + b.missing() + a.duplicated() + b.duplicated() == 0) {
            return "no message was lost in either";
        }
        return a.variant() + ": " + deliveryOf(a, lostInWords(a)) + ", " + b.variant() + ": "
                + deliveryOf(b, lostInWords(b));
    }

    private static String lostInWords(PointView point) {
        return point.lost() == 0 ? "none" : Figures.count(point.lost());
    }

    private static String deliveryOf(PointView point, String lost) {
        return lost + " lost"
                + (point.missing() == 0
                        ? ""
                        : ", " + Figures.count(point.missing()) + " unaccounted for in invalid trials")
                + (point.duplicated() == 0 ? "" : " and " + Figures.count(point.duplicated()) + " duplicated");
    }

    private static String withoutStop(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    /** A comparison told from the side that has more of the metric. */
    private record Seen(
            String more,
            String less,
            double times,
            @Nullable Double low,
            @Nullable Double high,
            boolean distinguishable) {
        static Seen of(Comparison comparison) {
            boolean distinguishable = !comparison.verdict().equals("not distinguishable");
            Double low = comparison.low();
            Double high = comparison.high();
            if (comparison.ratio() >= 1) {
                return new Seen(comparison.b(), comparison.a(), comparison.ratio(), low, high, distinguishable);
            }
            return new Seen(
                    comparison.a(),
                    comparison.b(),
                    1 / comparison.ratio(),
                    high == null ? null : 1 / high,
                    low == null ? null : 1 / low,
                    distinguishable);
        }

        String ratio() {
            return Figures.ratio(times, low, high);
        }
    }
}
