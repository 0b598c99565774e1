package queuelab.supervisor.report;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.Nulls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import queuelab.supervisor.analysis.RunResults;
import queuelab.supervisor.analysis.TrialResult.Latency;
import queuelab.supervisor.analysis.Verdict;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * The results document as JSON, schema 1, fields in the order of DESIGN.md. Nanoseconds are whole numbers. A value that is no number
 * is written as null, never as NaN.
 */
public final class ResultsJson {
    private static final JsonSetter.Value EMPTY_WHERE_ABSENT = JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY);

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
            .enable(SerializationFeature.INDENT_OUTPUT)
            // A document of an older lab lacks what was added since.
            .withConfigOverride(Map.class, maps -> maps.setNullHandling(EMPTY_WHERE_ABSENT))
            .withConfigOverride(List.class, lists -> lists.setNullHandling(EMPTY_WHERE_ABSENT))
            .addModule(new SimpleModule()
                    .addSerializer(Double.class, new PlainNumber())
                    .addSerializer(double.class, new PlainNumber()))
            .addMixIn(Verdict.class, VerdictByWord.class)
            .addMixIn(Latency.class, LatencyInWholeNanos.class)
            .build();

    private ResultsJson() {}

    public static String write(RunResults results) {
        return MAPPER.writeValueAsString(results) + "\n";
    }

    static String write(Map<String, ?> map) {
        return MAPPER.writeValueAsString(map) + "\n";
    }

    /** One value as compact JSON. */
    static String compact(Object value) {
        return MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value);
    }

    /**
     * Reads {@code results.json}, given itself or the run's folder that holds it.
     *
     * @throws UnreadableResults when there is none, or it is no results document of this schema
     */
    public static RunResults read(Path runOrFile) {
        Path file = Files.isDirectory(runOrFile) ? runOrFile.resolve(RunFolder.RESULTS_JSON) : runOrFile;
        try {
            int schema = MAPPER.readTree(file).path("schema").asInt(0);
            if (schema != RunResults.SCHEMA) {
                throw new UnreadableResults(
                        file, "must have \"schema\": " + RunResults.SCHEMA + ", got " + schema, null);
            }
            return MAPPER.readValue(file, RunResults.class);
        } catch (JacksonException e) {
            throw unreadable(file, e);
        }
    }

    /** Reads a JSON file that holds an object, such as {@code environment.json}. */
    static Map<String, Object> readMap(Path file) throws IOException {
        try {
            return MAPPER.readerForMapOf(Object.class).readValue(Files.readString(file));
        } catch (JacksonException e) {
            throw unreadable(file, e);
        }
    }

    private static UnreadableResults unreadable(Path file, JacksonException e) {
        if (e.getCause() instanceof NoSuchFileException || !Files.exists(file)) {
            return new UnreadableResults(file, "is missing", e);
        }
        return new UnreadableResults(file, "is damaged: " + e.getOriginalMessage(), e);
    }

    /** A results file that cannot be used; the message says which and why. */
    public static final class UnreadableResults extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnreadableResults(Path file, String what, @Nullable Throwable cause) {
            super(file + " " + what, cause);
        }
    }

    /** How Jackson is told what the records themselves need not know. */
    interface VerdictByWord {
        @JsonValue
        String word();
    }

    /** How Jackson is told what the records themselves need not know. */
    interface LatencyInWholeNanos {
        @JsonSerialize(using = WholeNumber.class)
        Double meanNanos();
    }

    private static final class WholeNumber extends StdSerializer<Double> {
        WholeNumber() {
            super(Double.class);
        }

        @Override
        public void serialize(Double value, JsonGenerator json, SerializationContext context) {
            if (Double.isFinite(value)) {
                json.writeNumber(Math.round(value));
            } else {
                json.writeNull();
            }
        }
    }

    /** Whole numbers without a fraction, as far as a double holds them exactly. */
    private static final class PlainNumber extends StdSerializer<Double> {
        private static final double LARGEST_EXACT = 1L << 53;

        PlainNumber() {
            super(Double.class);
        }

        @Override
        public void serialize(Double value, JsonGenerator json, SerializationContext context) {
            if (!Double.isFinite(value)) {
                json.writeNull();
            } else if (Math.rint(value) == value && Math.abs(value) <= LARGEST_EXACT) {
                json.writeNumber(value.longValue());
            } else {
                json.writeNumber(value.doubleValue());
            }
        }
    }
}
