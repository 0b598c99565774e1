package queuelab.supervisor.report;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import queuelab.supervisor.analysis.Happened;
import queuelab.supervisor.analysis.Happened.Backlog;
import queuelab.supervisor.analysis.TrialResult;
import queuelab.supervisor.analysis.Verdict;

/** How large the backlog became that a timeline let build up, and how long catching up took: in one sentence, over the trials that passed. */
final class BacklogAnswer {
    private final List<PointView> points;

    BacklogAnswer(List<PointView> points) {
        this.points = points.stream()
                .filter(point -> backlogs(point).findAny().isPresent())
                .toList();
    }

    List<String> sentences() {
        return points.isEmpty()
                ? List.of()
                : List.of(points.stream().map(BacklogAnswer::words).collect(Collectors.joining("; ")) + ".");
    }

    private static String words(PointView point) {
        List<Backlog> backlogs = backlogs(point).toList();
        List<Long> caughtUp = backlogs.stream()
                .map(Backlog::caughtUpNanos)
                .filter(Objects::nonNull)
                .toList();
        String size = Figures.count(
                backlogs.stream().mapToLong(Backlog::peakMessages).max().orElseThrow());
        String words =
                point.label() + " built up a backlog of " + (backlogs.size() == 1 ? "" : "up to ") + size + " messages";
        if (caughtUp.size() < backlogs.size()) {
            return words + " and did not catch up in " + (backlogs.size() - caughtUp.size()) + " of " + backlogs.size()
                    + (backlogs.size() == 1 ? " trial" : " trials");
        }
        return words + " and caught up in " + span(caughtUp);
    }

    private static String span(List<Long> nanos) {
        String least = Figures.nanos(Collections.min(nanos));
        String most = Figures.nanos(Collections.max(nanos));
        return least.equals(most) ? most : least + " to " + most;
    }

    private static Stream<Backlog> backlogs(PointView point) {
        return point.trials().stream()
                .filter(trial -> trial.verdict() == Verdict.PASS)
                .map(TrialResult::happened)
                .filter(happened -> happened != null && !happened.changes().isEmpty())
                .map(Happened::backlog)
                .filter(Objects::nonNull);
    }
}
