package queuelab.supervisor.scenario;

import java.util.List;
import java.util.stream.Collectors;

/** Every mistake found in a scenario. Its message is made for people: one line for each problem. */
public final class ScenarioProblems extends Exception {
    /** More than anybody reads; a broken file can have one on each of its lines. */
    private static final int MOST_SHOWN = 100;

    private final transient List<Problem> problems;

    ScenarioProblems(List<Problem> problems) {
        super(message(problems));
        this.problems = List.copyOf(problems);
    }

    /** All of them: file by file, in the order of lines as far as they were found line by line. */
    public List<Problem> problems() {
        return problems;
    }

    private static String message(List<Problem> problems) {
        if (problems.size() == 1) {
            return problems.getFirst().toString();
        }
        String shown = problems.stream()
                .limit(MOST_SHOWN)
                .map(problem -> "\n  " + problem)
                .collect(Collectors.joining());
        int hidden = problems.size() - MOST_SHOWN;
        return problems.size() + " problems:" + shown + (hidden > 0 ? "\n  and " + hidden + " more" : "");
    }
}
