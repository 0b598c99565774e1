package queuelab.supervisor.web;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import queuelab.supervisor.plan.Plan;
import queuelab.supervisor.plan.Planner;
import queuelab.supervisor.scenario.Problem;
import queuelab.supervisor.scenario.Scenario;
import queuelab.supervisor.scenario.ScenarioLibrary;
import queuelab.supervisor.scenario.ScenarioProblems;
import queuelab.supervisor.scenario.ScenarioReader;

/** {@code /api/scenarios}: those shipped, and the checker of the command line for one that is being written. */
@Controller("/api/scenarios")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ScenarioController {
    /** What problems call a scenario that was pasted. */
    static final String PASTED = "pasted.yaml";

    private static final int MOST_PROBLEMS = 100;

    private final ScenarioLibrary library;
    private final WebScenarios web;

    ScenarioController(ScenarioLibrary library, WebScenarios web) {
        this.library = library;
        this.web = web;
    }

    /** A scenario that comes with the lab. */
    record Shipped(String name, String about, int trials, long seconds, String yaml) {}

    /**
     * One mistake.
     *
     * @param line where it stands, from 1; 0 for the whole
     */
    record Mistake(int line, String words) {}

    /** What a check found; {@code trials} and {@code seconds} are 0 where something is wrong. */
    record Checked(boolean ok, String name, List<Mistake> problems, int points, int trials, long seconds) {
        Checked {
            problems = List.copyOf(problems);
        }
    }

    /** A scenario as text. */
    record Text(@Nullable String yaml) {
        Text {
            if (yaml == null) {
                throw RequestRefused.malformed("`yaml` must hold the scenario");
            }
        }
    }

    @Get
    HttpResponse<?> shipped() throws ScenarioProblems {
        return Answers.json(
                library.shipped().stream().map(ScenarioController::shipped).toList());
    }

    private static Shipped shipped(Scenario scenario) {
        Plan plan = Planner.plan(scenario, 1);
        return new Shipped(
                scenario.name(),
                scenario.about(),
                plan.trials().size(),
                plan.estimate().toSeconds(),
                scenario.text());
    }

    /** Starts nothing. */
    @Post("/check")
    HttpResponse<?> check(@Body byte[] body) {
        String yaml = String.valueOf(Requests.read(body, Text.class).yaml());
        try {
            Scenario scenario = ScenarioReader.readText(yaml, PASTED);
            List<Mistake> objections = new ArrayList<>();
            web.objections(scenario).forEach(words -> objections.add(new Mistake(0, words)));
            if (!objections.isEmpty()) {
                return Answers.json(new Checked(false, scenario.name(), objections, 0, 0, 0));
            }
            Plan plan = Planner.plan(scenario, 1);
            return Answers.json(new Checked(
                    true,
                    scenario.name(),
                    List.of(),
                    plan.points().size(),
                    plan.trials().size(),
                    plan.estimate().toSeconds()));
        } catch (ScenarioProblems e) {
            return Answers.json(new Checked(false, "", mistakes(e), 0, 0, 0));
        }
    }

    static List<Mistake> mistakes(ScenarioProblems problems) {
        Stream<Mistake> mistakes = problems.problems().stream().map(ScenarioController::mistake);
        return mistakes.limit(MOST_PROBLEMS).toList();
    }

    private static Mistake mistake(Problem problem) {
        int line = problem.place() == null ? 0 : problem.place().line();
        return new Mistake(line, problem.sentence());
    }
}
