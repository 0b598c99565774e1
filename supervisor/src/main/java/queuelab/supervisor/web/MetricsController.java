package queuelab.supervisor.web;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** {@code GET /metrics}: figures of lab, brokers and workers in Prometheus' text format. */
@Controller("/metrics")
@ExecuteOn(TaskExecutors.BLOCKING)
final class MetricsController {
    private static final MediaType TEXT = MediaType.of("text/plain;version=0.0.4;charset=utf-8");

    private final LabMeters meters;

    MetricsController(LabMeters meters) {
        this.meters = meters;
    }

    @Get
    HttpResponse<?> metrics() {
        return HttpResponse.ok(meters.scrape()).contentType(TEXT);
    }
}
