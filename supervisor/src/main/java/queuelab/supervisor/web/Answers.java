package queuelab.supervisor.web;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** JSON answers. Errors are {@code {"problem": WORDS}}, so that whoever called can show them as they are. */
final class Answers {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Answers() {}

    static MutableHttpResponse<String> json(Object content) {
        return HttpResponse.ok(text(content)).contentType(MediaType.APPLICATION_JSON_TYPE);
    }

    static MutableHttpResponse<String> problem(HttpStatus status, String words) {
        return HttpResponse.<String>status(status)
                .body(text(Map.of("problem", words)))
                .contentType(MediaType.APPLICATION_JSON_TYPE);
    }

    static String text(Object content) {
        return JSON.writeValueAsString(content);
    }
}
