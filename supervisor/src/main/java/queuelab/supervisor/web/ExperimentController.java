package queuelab.supervisor.web;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import queuelab.supervisor.scenario.Scenario;
import queuelab.supervisor.scenario.ScenarioLibrary;
import queuelab.supervisor.scenario.ScenarioProblems;
import queuelab.supervisor.scenario.ScenarioReader;

/** {@code /api/experiments}: starts a scenario, says how it goes, and cancels it. One runs at a time. */
@Controller("/api/experiments")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ExperimentController {
    private final Experiments experiments;
    private final ScenarioLibrary library;
    private final WebScenarios web;

    ExperimentController(Experiments experiments, ScenarioLibrary library, WebScenarios web) {
        this.experiments = experiments;
        this.library = library;
        this.web = web;
    }

    /**
     * What to run: one of the two.
     *
     * @param scenario the name of a shipped one
     * @param yaml one as text
     */
    record Wanted(@Nullable String scenario, @Nullable String yaml) {
        Wanted {
            if ((scenario == null) == (yaml == null)) {
                throw RequestRefused.malformed("Either `scenario` (a shipped one's name) or `yaml` must be there");
            }
        }
    }

    @Get("/current")
    HttpResponse<?> current() {
        return Answers.json(experiments.view());
    }

    @Post
    HttpResponse<?> start(@Body byte[] body) throws IOException {
        Wanted wanted = Requests.read(body, Wanted.class);
        try {
            return Answers.json(experiments.start(scenario(wanted))).status(HttpStatus.ACCEPTED);
        } catch (ScenarioProblems e) {
            return HttpResponse.unprocessableEntity()
                    .body(Answers.text(Map.of(
                            "problem",
                            "The scenario has problems; nothing was started.",
                            "problems",
                            ScenarioController.mistakes(e))))
                    .contentType(MediaType.APPLICATION_JSON_TYPE);
        }
    }

    @Post("/current/cancel")
    HttpResponse<?> cancel(@Body byte[] body) {
        Requests.read(body, LaneController.Nothing.class);
        return Answers.json(experiments.cancel());
    }

    /** By name only among those shipped: a name is never taken for a file. */
    private Scenario scenario(Wanted wanted) throws ScenarioProblems {
        if (wanted.scenario() != null) {
            String name = wanted.scenario();
            return library.shipped().stream()
                    .filter(shipped -> shipped.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> RequestRefused.missing(
                            "No scenario of that name is shipped; GET /api/scenarios lists them."));
        }
        Scenario scenario = ScenarioReader.readText(String.valueOf(wanted.yaml()), ScenarioController.PASTED);
        List<String> objections = web.objections(scenario);
        if (!objections.isEmpty()) {
            throw RequestRefused.malformed("Not started: " + String.join("; ", objections));
        }
        return scenario;
    }
}
