package queuelab.supervisor.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import queuelab.exchange.recording.DiskProbe;
import queuelab.exchange.recording.Measure;
import queuelab.supervisor.analysis.Metric;
import queuelab.supervisor.analysis.Stage;
import queuelab.supervisor.analysis.TrialResult;
import queuelab.supervisor.analysis.TrialResult.Stages;
import queuelab.supervisor.analysis.Verdict;

/**
 * “Where the time goes”: the stages of each point as a bar and as figures, the journal in effect and what a sync costs on its disk.
 *
 * @param legend the stages, in their order
 * @param groups points with the same sweep values, drawn on one scale
 * @param rows every point, as figures
 * @param cumulative percentiles of how long after sending each stage ended
 * @param disks what the disk was probed to be
 * @param notes what a reader must know
 */
record StagesSection(
        List<LegendEntry> legend,
        List<Group> groups,
        List<Row> rows,
        List<CumulativeRow> cumulative,
        List<DiskRow> disks,
        List<String> notes) {
    private static final List<String> PERCENTILES = List.of("p50Nanos", "p90Nanos", "p99Nanos");

    /** A stage by its name in results, which its colour goes by, and in words. */
    record LegendEntry(String stage, String words) {}

    /** Bars on one scale. */
    record Group(String title, List<Bar> bars) {}

    /** A point's stages end to end. */
    record Bar(String label, List<Segment> segments, String whole) {}

    /** One stage of a bar: its name in results, its width in percent of the longest bar, and its figure in words. */
    record Segment(String stage, String width, String words) {}

    /** One point: its journal, its stages' means, their sum, and when the producer heard of it. */
    record Row(String label, String journal, List<String> stages, String sum, String whole, String confirmed) {}

    /** One boundary of one point. */
    record CumulativeRow(String label, String boundary, List<String> percentiles) {}

    /** One way of syncing on the disk, over all blocks of repeats. */
    record DiskRow(
            String journal,
            String writers,
            String p50,
            String p90,
            String p99,
            String max,
            String blocks,
            String place,
            String remark) {}

    static StagesSection of(List<PointView> points) {
        List<Row> rows = new ArrayList<>();
        List<CumulativeRow> cumulative = new ArrayList<>();
        Map<String, List<PointView>> bySweep = new LinkedHashMap<>();
        for (PointView point : points) {
            rows.add(row(point));
            if (!StageMeans.of(point).isEmpty()) {
                bySweep.computeIfAbsent(point.sweepInWords(), _ -> new ArrayList<>())
                        .add(point);
                addCumulative(cumulative, point);
            }
        }
        return new StagesSection(
                Arrays.stream(Stage.values())
                        .map(stage -> new LegendEntry(stage.word(), stage.inWords()))
                        .toList(),
                bySweep.entrySet().stream()
                        .map(group -> group(group.getKey(), group.getValue()))
                        .toList(),
                rows,
                cumulative,
                disks(points),
                notes(points));
    }

    /** Whether there is anything to tell. */
    boolean shown() {
        return !groups.isEmpty() || !disks.isEmpty();
    }

    private static Group group(String title, List<PointView> points) {
        double longest = points.stream()
                .mapToDouble(point -> StageMeans.of(point).sum())
                .max()
                .orElse(1);
        return new Group(
                title, points.stream().map(point -> bar(point, longest)).toList());
    }

    private static Bar bar(PointView point, double longest) {
        StageMeans means = StageMeans.of(point);
        List<Segment> segments = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            double nanos = Math.max(0, means.of(stage));
            segments.add(new Segment(
                    stage.word(),
                    String.format(Locale.ROOT, "%.2f", 100 * nanos / longest),
                    stage.inWords() + " " + Figures.nanos(nanos)));
        }
        return new Bar(point.label(), segments, Figures.nanos(means.sum()) + (point.latencyIsQueueing() ? "*" : ""));
    }

    private static Row row(PointView point) {
        StageMeans means = StageMeans.of(point);
        List<String> cells = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            cells.add(means.isEmpty() ? Figures.NONE : Figures.nanos(means.of(stage)));
        }
        return new Row(
                point.label(),
                JournalWords.of(point).orElse(Figures.NONE),
                cells,
                means.isEmpty() ? Figures.NONE : Figures.nanos(means.sum()),
                mean(point, Measure.SEND_TO_RECEIVE),
                mean(point, Measure.SEND_TO_ACK));
    }

    private static String mean(PointView point, Measure measure) {
        return passed(point).stream()
                .map(trial -> trial.latency().get(measure.tag()))
                .filter(Objects::nonNull)
                .map(TrialResult.Latency::meanNanos)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .average()
                .stream()
                .mapToObj(Figures::nanos)
                .findFirst()
                .orElse(Figures.NONE);
    }

    private static void addCumulative(List<CumulativeRow> rows, PointView point) {
        for (Stage stage : Stage.values()) {
            rows.add(new CumulativeRow(
                    point.label(),
                    "until " + ended(stage),
                    PERCENTILES.stream()
                            .map(figure -> point.median(Metric.latency(stage.end(), figure))
                                    .map(median -> Figures.nanos(median.median()))
                                    .orElse("too few"))
                            .toList()));
        }
    }

    private static String ended(Stage stage) {
        return switch (stage) {
            case CLIENT_TO_BROKER -> "it arrived at the broker";
            case STORED -> "it was stored";
            case WAITING -> "it was handed out";
            case BROKER_TO_CLIENT -> "it was received";
        };
    }

    private static List<DiskRow> disks(List<PointView> points) {
        Map<String, Set<DiskProbe>> byJournal = new LinkedHashMap<>();
        points.stream()
                .flatMap(point -> point.trials().stream())
                .map(TrialResult::disk)
                .filter(Objects::nonNull)
                .forEach(probe -> byJournal
                        .computeIfAbsent(probe.journal(), _ -> new LinkedHashSet<>())
                        .add(probe));
        return byJournal.values().stream().map(StagesSection::diskRow).toList();
    }

    private static DiskRow diskRow(Set<DiskProbe> probes) {
        DiskProbe first = probes.iterator().next();
        return new DiskRow(
                first.journal(),
                String.valueOf(first.writers()),
                range(probes, DiskProbe::p50Nanos),
                range(probes, DiskProbe::p90Nanos),
                range(probes, DiskProbe::p99Nanos),
                range(probes, DiskProbe::maxNanos),
                String.valueOf(probes.size()),
                first.fileSystem() + " on " + first.device(),
                first.remark());
    }

    private static String range(Set<DiskProbe> probes, ToDoubleFunction<DiskProbe> figure) {
        double[] values = probes.stream()
                .filter(probe -> probe.syncs() > 0)
                .mapToDouble(figure)
                .sorted()
                .toArray();
        if (values.length == 0) {
            return Figures.NONE;
        }
        double middle = values[values.length / 2];
        return values.length == 1
                ? Figures.nanos(middle)
                : Figures.nanos(middle) + " [" + Figures.nanosRange(middle, values[0], values[values.length - 1]) + "]";
    }

    private static List<String> notes(List<PointView> points) {
        List<String> notes = new ArrayList<>();
        notes.add(
                "Mean times over the trials that passed, each trial weighing the same. Every boundary is a time counted from sending, on one clock:"
                        + " the sum of the stages is checked against sendToReceive of the consumers, within 2 %, over the same messages.");
        notes.add(
                "Stored ends when the broker may confirm a message and hand it out: it is routed and, where it is durable, in the journal."
                        + " Artemis hands a durable message out only after that. “Confirmed” is when the producer heard of it, beside the way to the consumer.");
        Map<String, Set<String>> missing = new LinkedHashMap<>();
        for (PointView point : points) {
            for (TrialResult trial : point.trials()) {
                Stages stages = trial.stages();
                if (stages != null && !stages.unavailable().isEmpty() && trial.verdict() == Verdict.PASS) {
                    missing.computeIfAbsent(stages.unavailable(), _ -> new LinkedHashSet<>())
                            .add(point.label());
                }
            }
        }
        missing.forEach((why, labels) -> notes.add("No stages for " + String.join("; ", labels) + ": " + why + "."));
        return notes;
    }

    private static List<TrialResult> passed(PointView point) {
        return point.trials().stream()
                .filter(trial -> trial.verdict() == Verdict.PASS)
                .toList();
    }
}
