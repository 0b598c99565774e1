package queuelab.supervisor.web;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.exceptions.ContentLengthExceededException;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.web.router.exceptions.UnsatisfiedRouteException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what goes wrong into words. A defect of the lab itself is logged with its stack; the caller sees none of it. */
@Controller
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    @Error(global = true)
    HttpResponse<?> refused(RequestRefused refusal) {
        return Answers.problem(refusal.status(), String.valueOf(refusal.getMessage()));
    }

    @Error(global = true, status = HttpStatus.NOT_FOUND)
    HttpResponse<?> missing() {
        return Answers.problem(HttpStatus.NOT_FOUND, "There is nothing here; the page is at /.");
    }

    @Error(global = true)
    HttpResponse<?> refused(HttpStatusException refusal) {
        return Answers.problem(refusal.getStatus(), String.valueOf(refusal.getMessage()));
    }

    @Error(global = true)
    HttpResponse<?> tooLarge(ContentLengthExceededException refusal) {
        return Answers.problem(HttpStatus.REQUEST_ENTITY_TOO_LARGE, String.valueOf(refusal.getMessage()));
    }

    /** A body or parameter that is missing or of another type. */
    @Error(global = true)
    HttpResponse<?> unsuited(UnsatisfiedRouteException refusal) {
        return Answers.problem(HttpStatus.BAD_REQUEST, String.valueOf(refusal.getMessage()));
    }

    @Error(global = true)
    HttpResponse<?> defect(HttpRequest<?> request, Throwable failure) {
        LOG.error("{} {} failed", request.getMethod(), request.getPath(), failure);
        return Answers.problem(
                HttpStatus.INTERNAL_SERVER_ERROR, "The lab failed at this; its log on the terminal says why.");
    }
}
