package queuelab.supervisor.web;

import io.micronaut.context.annotation.Primary;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.util.Map;

/** Gives errors that the server itself finds (no such path, a body too large) the form of all others. Its own form needs a JSON module. */
@Singleton
@Primary
final class ErrorAnswers implements ErrorResponseProcessor<String> {
    @Override
    public MutableHttpResponse<String> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        String words = context.getErrors().isEmpty()
                ? response.getStatus().getReason()
                : context.getErrors().getFirst().getMessage();
        return response.body(Answers.text(Map.of("problem", words))).contentType(MediaType.APPLICATION_JSON_TYPE);
    }
}
