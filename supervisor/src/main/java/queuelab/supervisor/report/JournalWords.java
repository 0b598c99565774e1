package queuelab.supervisor.report;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import queuelab.supervisor.analysis.TrialResult;
import queuelab.supervisor.analysis.TrialResult.Journal;

/** The journals really in effect, in words. */
final class JournalWords {
    private JournalWords() {}

    /** {@code NIO, synced, waits 100 µs}; more than one where the trials of the point differ, none where nobody knows. */
    static Optional<String> of(PointView point) {
        Set<String> journals = point.trials().stream()
                .map(TrialResult::journal)
                .filter(Objects::nonNull)
                .map(JournalWords::inWords)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return journals.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", journals));
    }

    /** One line for each point, where points differ or one did not get what it asked for; else none. */
    static List<String> lines(List<PointView> points) {
        Set<Optional<String>> different = points.stream().map(JournalWords::of).collect(Collectors.toSet());
        boolean asAsked = points.stream()
                .flatMap(point -> point.trials().stream())
                .map(TrialResult::journal)
                .filter(Objects::nonNull)
                .allMatch(journal -> journal.inEffect().equalsIgnoreCase(journal.asked()));
        return different.size() < 2 && asAsked
                ? List.of()
                : points.stream()
                        .flatMap(point ->
                                of(point)
                                        .map(words -> "Journal in effect for " + point.label() + ": " + words)
                                        .stream())
                        .toList();
    }

    private static String inWords(Journal journal) {
        String asked =
                journal.inEffect().equalsIgnoreCase(journal.asked()) ? "" : " (asked for: " + journal.asked() + ")";
        String synced = journal.datasync() == null ? "" : journal.datasync() ? ", synced" : ", not synced";
        String waits = journal.bufferTimeoutNanos() == null
                ? ""
                : ", waits " + Figures.nanos((double) journal.bufferTimeoutNanos());
        return journal.inEffect() + asked + synced + waits;
    }
}
