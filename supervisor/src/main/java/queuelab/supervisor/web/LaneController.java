package queuelab.supervisor.web;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import queuelab.supervisor.live.LaneKind;
import queuelab.supervisor.live.LiveLab;
import queuelab.supervisor.trial.Action;

/** {@code /api/lanes}: both lanes as they are, and everything that can be done to them. */
@Controller("/api/lanes")
@ExecuteOn(TaskExecutors.BLOCKING)
final class LaneController {
    private final LiveLab lab;
    private final Experiments experiments;

    LaneController(LiveLab lab, Experiments experiments) {
        this.lab = lab;
        this.experiments = experiments;
    }

    @Get
    HttpResponse<?> lanes() {
        return Answers.json(lab.snapshot());
    }

    /** Starts both lanes. */
    @Post("/start")
    HttpResponse<?> start(@Body byte[] body) throws IOException {
        Requests.read(body, Nothing.class);
        if (experiments.isRunning()) {
            throw RequestRefused.notNow(
                    "An experiment is running, and lanes would bend what it measures; they start again when it is over.");
        }
        lab.start();
        return done("the lanes are starting");
    }

    /** Ends both lanes. */
    @Post("/stop")
    HttpResponse<?> stop(@Body byte[] body) throws InterruptedException {
        Requests.read(body, Nothing.class);
        lab.end();
        return done("the lanes have ended");
    }

    /** Turns knobs of one lane or both, at the same time. */
    @Post("/knobs")
    HttpResponse<?> turn(@Body byte[] body) {
        KnobsRequest request = Requests.read(body, KnobsRequest.class);
        var changes = request.changes();
        return done(all(
                request.lanes().stream().map(kind -> lab.turn(kind, changes)).toList()));
    }

    /** Pauses every process of both lanes, or lets them go on. */
    @Post("/{action:pause|resume}")
    HttpResponse<?> pause(String action, @Body byte[] body) {
        Requests.read(body, Nothing.class);
        Action asked = action.equals("pause") ? new Action.PauseAll() : new Action.ResumeAll();
        return done(all(
                Stream.of(LaneKind.values()).map(kind -> lab.ask(kind, asked)).toList()));
    }

    /** Kills, pauses, resumes or restarts one process of a lane. */
    @Post("/{lane:durable|memory}/process")
    HttpResponse<?> process(String lane, @Body byte[] body) {
        ProcessRequest request = Requests.read(body, ProcessRequest.class);
        return done(Requests.await(lab.ask(LaneKind.of(lane).orElseThrow(), request.toAction())));
    }

    /** An empty body, {@code {}}. */
    record Nothing() {}

    /** All are asked at once, and each waited for; where some were refused and others not, what was done is said too. */
    private static String all(List<CompletableFuture<String>> asked) {
        List<String> done = new ArrayList<>();
        List<RequestRefused> refused = new ArrayList<>();
        for (CompletableFuture<String> outcome : asked) {
            try {
                done.add(Requests.await(outcome));
            } catch (RequestRefused e) {
                refused.add(e);
            }
        }
        if (done.isEmpty()) {
            throw refused.getFirst();
        }
        return Stream.concat(done.stream(), refused.stream().map(RequestRefused::getMessage))
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private static HttpResponse<?> done(String words) {
        return Answers.json(Map.of("done", words));
    }
}
