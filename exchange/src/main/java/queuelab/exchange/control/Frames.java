package queuelab.exchange.control;

import java.util.Optional;
import queuelab.exchange.json.JsonMistake;
import queuelab.exchange.json.RecordJson;
import queuelab.exchange.transport.TransportSpec;

/**
 * Assignments and frames as lines of JSON: one object a line, its {@code type} first. Strict both ways: an unknown, missing or
 * ill-typed field is an error, for a child must never work out what its supervisor may have meant.
 */
public final class Frames {
    private static final RecordJson JSON =
            RecordJson.complete(Assignment.KINDS, Command.KINDS, Report.KINDS, TransportSpec.KINDS);

    private Frames() {}

    /** The assignment as one line, without the line end. */
    public static String encode(Assignment assignment) {
        return JSON.write(Assignment.class, assignment);
    }

    /** The command as one line, without the line end. */
    public static String encode(Command command) {
        return JSON.write(Command.class, command);
    }

    /** The report as one line, without the line end. */
    public static String encode(Report report) {
        return JSON.write(Report.class, report);
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
            return Optional.of(JSON.read(line, Report.class));
        } catch (JsonMistake e) {
            return switch (e.about()) {
                case SYNTAX, KIND -> Optional.empty(); // perhaps a line cut short by the child's death
                case FIELD -> throw new FrameException("report: " + e.getMessage(), e);
            };
        }
    }

    private static <T> T decode(String line, Class<T> type, String what) {
        try {
            return JSON.read(line, type);
        } catch (JsonMistake e) {
            throw new FrameException(what + ": " + e.getMessage(), e);
        }
    }
}
