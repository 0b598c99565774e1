package queuelab.supervisor.web;

import io.micronaut.http.HttpStatus;

/** A request that cannot be met, with the words that the person gets to read. */
final class RequestRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final HttpStatus status;

    private RequestRefused(HttpStatus status, String words) {
        super(words);
        this.status = status;
    }

    static RequestRefused malformed(String words) {
        return new RequestRefused(HttpStatus.BAD_REQUEST, words);
    }

    static RequestRefused missing(String words) {
        return new RequestRefused(HttpStatus.NOT_FOUND, words);
    }

    /** Well said, but not now. */
    static RequestRefused notNow(String words) {
        return new RequestRefused(HttpStatus.CONFLICT, words);
    }

    HttpStatus status() {
        return status;
    }
}
