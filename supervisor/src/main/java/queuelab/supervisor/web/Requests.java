package queuelab.supervisor.web;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads the bodies of requests: only known fields, each of its type and within its bounds, which the record that it becomes checks. */
final class Requests {
    private static final JsonMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(8)
                            .maxNumberLength(40)
                            .maxStringLength(2 << 20)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .build();

    private static final int ANSWER_SECONDS = 40;

    private Requests() {}

    static <T> T read(byte[] body, Class<T> type) {
        try {
            T request = STRICT.readValue(body, type);
            if (request == null) {
                throw RequestRefused.malformed("The body must be a JSON object, got null.");
            }
            return request;
        } catch (JacksonException e) {
            if (e.getCause() instanceof RequestRefused refusal) {
                throw refusal;
            }
            throw RequestRefused.malformed("Not what is asked for here: " + e.getOriginalMessage());
        }
    }

    /** What was done, in words; refusals of the lab become refusals of the request. */
    static String await(CompletableFuture<String> outcome) {
        try {
            return outcome.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw RequestRefused.notNow(String.valueOf(cause.getMessage()));
        } catch (TimeoutException e) {
            return "asked for; it takes longer than " + ANSWER_SECONDS + " s";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "asked for";
        }
    }

    /** Within bounds, both included. */
    static void check(String field, double value, double least, double most, String unit) {
        if (!(value >= least && value <= most)) {
            throw RequestRefused.malformed("`%s` must be %s to %s%s, got %s"
                    .formatted(field, plain(least), plain(most), unit.isEmpty() ? "" : " " + unit, plain(value)));
        }
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf((long) value)
                : String.valueOf(value);
    }
}
