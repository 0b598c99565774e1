package queuelab.supervisor.web;

import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.sse.Event;
import java.time.Duration;
import java.util.Map;
import org.reactivestreams.Publisher;
import queuelab.supervisor.live.LiveLab;
import queuelab.supervisor.live.LiveTick;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** {@code GET /api/events}: server-sent events. First what a page needs to begin with, then each second what is new. */
@Controller("/api/events")
final class EventController {
    /** More pages than anybody has open; each costs a connection. */
    private static final int MOST_LISTENERS = 32;

    private final LiveLab lab;
    private final Experiments experiments;
    /** Who is too slow misses seconds, and holds nobody up. */
    private final Sinks.Many<String> ticks = Sinks.many().multicast().directBestEffort();

    EventController(LiveLab lab, Experiments experiments) {
        this.lab = lab;
        this.experiments = experiments;
        lab.listen(this::tick);
    }

    @Get
    @Produces(MediaType.TEXT_EVENT_STREAM)
    Publisher<Event<String>> events() {
        if (ticks.currentSubscriberCount() >= MOST_LISTENERS) {
            throw RequestRefused.notNow(MOST_LISTENERS + " pages are listening already; close one of them first.");
        }
        return Flux.defer(() -> Flux.just(event("snapshot", snapshot())))
                .concatWith(ticks.asFlux().map(tick -> event("tick", tick)));
    }

    private String snapshot() {
        return Answers.text(Map.of("live", lab.snapshot(), "experiment", experiments.view()));
    }

    /** On the clock's thread: written once, sent to everybody. */
    private void tick(LiveTick tick) {
        if (ticks.currentSubscriberCount() > 0) {
            ticks.tryEmitNext(Answers.text(Map.of("live", tick, "experiment", experiments.view())));
        }
    }

    private static Event<String> event(String name, String text) {
        return Event.of(text).name(name).retry(Duration.ofSeconds(2));
    }
}
