package queuelab.supervisor.web;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import queuelab.supervisor.analysis.RunResults;
import queuelab.supervisor.report.ComparisonText;
import queuelab.supervisor.report.ResultsJson;
import queuelab.supervisor.report.RunComparison;
import queuelab.supervisor.report.RunDifferences;
import queuelab.supervisor.report.RunFolder;

/** {@code /api/runs}: every run with its answer, its results, its report, all its files as a zip, and two of them held against each other. */
@Controller("/api/runs")
@ExecuteOn(TaskExecutors.BLOCKING)
final class RunController {
    private static final int MOST_LISTED = 200;

    private final StoredRuns runs;
    private final RunAnswers answers;

    RunController(StoredRuns runs, RunAnswers answers) {
        this.runs = runs;
        this.answers = answers;
    }

    @Get
    HttpResponse<?> list() throws IOException {
        return Answers.json(
                runs.all().stream().limit(MOST_LISTED).map(answers::of).toList());
    }

    @Get("/{run}")
    HttpResponse<?> results(String run) throws IOException {
        return HttpResponse.ok(runs.file(runs.find(run), RunFolder.RESULTS_JSON))
                .contentType(MediaType.APPLICATION_JSON_TYPE);
    }

    /** Carries script within itself, by design: it is served so that it can do nothing with the lab. */
    @Get("/{run}/report")
    HttpResponse<?> report(String run) throws IOException {
        return SecurityHeaders.addToReport(HttpResponse.ok(runs.file(runs.find(run), RunFolder.REPORT))
                .contentType(MediaType.of("text/html;charset=utf-8")));
    }

    @Get("/{run}/zip")
    HttpResponse<?> zip(String run) throws IOException {
        RunFolder found = runs.find(run);
        Path file = Files.createTempFile("queue-lab-", ".zip");
        try (OutputStream output = Files.newOutputStream(file)) {
            runs.zip(found, output);
        }
        InputStream content = Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE);
        return HttpResponse.ok(new StreamedFile(content, MediaType.of("application/zip"))
                .attach(found.path().getFileName() + ".zip"));
    }

    @Get("/compare")
    HttpResponse<?> compare(@QueryValue String first, @QueryValue String second) {
        RunFolder a = runs.find(first);
        RunFolder b = runs.find(second);
        RunResults ofA = read(a);
        RunResults ofB = read(b);
        String text = ComparisonText.text(RunComparison.of(ofA, ofB), RunDifferences.of(a, ofA, b, ofB), List.of());
        return Answers.json(Map.of("first", first, "second", second, "text", text));
    }

    private static RunResults read(RunFolder run) {
        try {
            return ResultsJson.read(run.path());
        } catch (ResultsJson.UnreadableResults e) {
            throw RequestRefused.notNow(String.valueOf(e.getMessage()));
        }
    }
}
