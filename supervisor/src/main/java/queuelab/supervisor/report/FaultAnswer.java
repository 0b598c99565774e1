package queuelab.supervisor.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What faults took, in words: what was lost and repeated, then for how long nothing arrived. Latency of such points is no steady state and is not compared. */
final class FaultAnswer {
    private static final String NO_POWER_CUT = "A killed process is not a power cut.";

    private final List<PointView> points;

    FaultAnswer(List<PointView> points) {
        this.points =
                points.stream().filter(point -> PointFaults.of(point).any()).toList();
    }

    /** Whether this point's sentence is one of these. */
    boolean covers(PointView point) {
        return points.contains(point);
    }

    /** One for all faults of each variant together, where there are several points of it, and one for each kind of disturbance. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        Map<String, List<PointView>> byVariant = points.stream()
                .collect(Collectors.groupingBy(PointView::variant, LinkedHashMap::new, Collectors.toList()));
        if (byVariant.size() < points.size()) {
            sentences.add("Over all faults: "
                    + byVariant.entrySet().stream()
                            .map(entry -> entry.getKey() + " lost " + lost(entry.getValue()) + " ("
                                    + done(entry.getValue()) + ")")
                            .collect(Collectors.joining("; "))
                    + ".");
        }
        points.stream()
                .collect(Collectors.groupingBy(PointView::point, LinkedHashMap::new, Collectors.toList()))
                .values()
                .forEach(alike -> sentences.add(ofOne(alike)));
        if (points.stream().anyMatch(point -> PointFaults.of(point).kills() > 0)) {
            sentences.add(NO_POWER_CUT);
        }
        return sentences;
    }

    private static String ofOne(List<PointView> alike) {
        return alike.getFirst().circumstances() + " "
                + alike.stream().map(FaultAnswer::ofOne).collect(Collectors.joining("; ")) + ".";
    }

    private static String ofOne(PointView point) {
        Double silence = PointFaults.of(point).silenceNanos();
        return point.variant() + " lost " + lost(List.of(point)) + ", duplicated "
                + (point.duplicated() == 0 ? "none" : Figures.count(point.duplicated()))
                + (silence == null
                        ? ""
                        : silence == 0 ? ", never silent" : ", silent for up to " + Figures.nanos(silence));
    }

    private static String lost(List<PointView> points) {
        long lost = points.stream().mapToLong(PointView::lost).sum();
        long missing = points.stream().mapToLong(PointView::missing).sum();
        return (lost == 0 ? "none" : Figures.count(lost))
                + (missing == 0 ? "" : ", " + Figures.count(missing) + " unaccounted for in invalid trials");
    }

    private static String done(List<PointView> points) {
        var all = new PointFaults(
                points.stream()
                        .flatMap(point -> PointFaults.of(point).faults().stream())
                        .toList(),
                List.of());
        return all.inWords();
    }
}
