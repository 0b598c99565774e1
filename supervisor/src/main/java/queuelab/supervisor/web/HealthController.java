package queuelab.supervisor.web;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.util.Map;
import queuelab.supervisor.host.Environment;

/** {@code GET /health}: whether the lab answers. Tells nothing else, because it needs no token anywhere. */
@Controller("/health")
final class HealthController {
    @Get
    HttpResponse<?> health() {
        return Answers.json(Map.of("status", "UP", "version", Environment.version()));
    }
}
