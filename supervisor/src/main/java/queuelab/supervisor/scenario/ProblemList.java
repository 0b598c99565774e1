package queuelab.supervisor.scenario;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gathers problems while a scenario is read, each once, so that all are told together. */
final class ProblemList {
    private static final Comparator<Problem> BY_LINE = Comparator.comparingInt(
            problem -> problem.place() == null ? 0 : problem.place().line());

    private final Set<Problem> problems = new LinkedHashSet<>();

    void add(@Nullable Place place, String sentence) {
        problems.add(new Problem(sentence, place));
    }

    int count() {
        return problems.size();
    }

    void throwIfAny() throws ScenarioProblems {
        if (!problems.isEmpty()) {
            var sorted = new ArrayList<>(problems);
            sorted.sort(BY_LINE);
            throw new ScenarioProblems(sorted);
        }
    }
}
