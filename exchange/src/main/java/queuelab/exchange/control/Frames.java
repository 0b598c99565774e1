package queuelab.exchange.control;

import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Assignments and frames as lines of JSON: one object a line, its {@code type} first. Strict both ways: an unknown, missing or
 * ill-typed field is an error, for a child must never work out what its supervisor may have meant.
 */
public final class Frames {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new PlainRecords())
            .enable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** What Jackson's message begins with; the type of its exception does not say. */
    private static final String MISSING = "Missing creator property";

    private Frames() {}

    /** The assignment as one line, without the line end. */
    public static String encode(Assignment assignment) {
        return MAPPER.writerFor(Assignment.class).writeValueAsString(assignment);
    }

    /** The command as one line, without the line end. */
    public static String encode(Command command) {
        return MAPPER.writerFor(Command.class).writeValueAsString(command);
    }

    /** The report as one line, without the line end. */
    public static String encode(Report report) {
        return MAPPER.writerFor(Report.class).writeValueAsString(report);
    }

    /**
     * Reads the first line of a child's stdin.
     *
     * @throws FrameException when it is not a complete assignment
     */
    public static Assignment decodeAssignment(String line) {
        return decode(line, Assignment.class, "assignment");
    }

    /**
     * Reads any further line of a child's stdin.
     *
     * @throws FrameException when it is not a command
     */
    public static Command decodeCommand(String line) {
        return decode(line, Command.class, "command");
    }

    /**
     * Reads a line of a child's stdout. Empty when the line is log text: no JSON object, or one without the {@code type} of a report.
     *
     * @throws FrameException when it claims to be a report but its fields are not those of one
     */
    public static Optional<Report> decodeReport(String line) {
        if (!line.startsWith("{")) {
            return Optional.empty();
        }
        try {
            JsonNode node = MAPPER.readTree(line);
            return node.path("type").isString()
                    ? Optional.of(MAPPER.treeToValue(node, Report.class))
                    : Optional.empty();
        } catch (InvalidTypeIdException e) {
            return Optional.empty();
        } catch (DatabindException e) {
            throw new FrameException("report: " + explain(e), e);
        } catch (JacksonException e) {
            return Optional.empty(); // not JSON: perhaps a line cut short by the child's death
        }
    }

    private static <T> T decode(String line, Class<T> type, String what) {
        try {
            return MAPPER.readValue(line, type);
        } catch (JacksonException e) {
            throw new FrameException(what + ": " + explain(e), e);
        }
    }

    private static String explain(JacksonException e) {
        String where = e.getPath().isEmpty() ? "" : " (at `" + path(e) + "`)";
        return switch (e) {
            case UnrecognizedPropertyException unknown -> "unknown field `" + unknown.getPropertyName() + "`" + where;
            case InvalidTypeIdException type when type.getTypeId() == null -> "field `type` is missing" + where;
            case InvalidTypeIdException type -> "unknown type `" + type.getTypeId() + "`" + where;
            case DatabindException missing
            when missing.getOriginalMessage().startsWith(MISSING) -> "missing field" + where;
            case DatabindException wrong -> firstLine(wrong) + where;
            default -> "not JSON: " + firstLine(e);
        };
    }

    private static String path(JacksonException e) {
        return e.getPath().stream()
                .map(step -> step.getPropertyName() == null ? "[" + step.getIndex() + "]" : step.getPropertyName())
                .collect(Collectors.joining("."));
    }

    private static String firstLine(JacksonException e) {
        return e.getOriginalMessage().lines().findFirst().orElse("");
    }
}
