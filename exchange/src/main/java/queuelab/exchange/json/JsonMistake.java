package queuelab.exchange.json;

/** A text is not the JSON of what it should be. The message says on one line what is wrong; values are quoted where they were not understood. */
public final class JsonMistake extends RuntimeException {
    /** What is wrong. */
    public enum About {
        /** It is no JSON, or has an end too early or too late. */
        SYNTAX,
        /** The kind of a record is missing or unknown. */
        KIND,
        /** A field is missing, unknown, there twice, or has no value of its type. */
        FIELD
    }

    private final About about;
    private final String where;

    JsonMistake(About about, String message, String where) {
        super(where.isEmpty() ? message : message + " (at `" + where + "`)");
        this.about = about;
        this.where = where;
    }

    public About about() {
        return about;
    }

    /** The path of the field that was expected there, {@code window.measureNanos}; of the record where it is unknown; empty for the whole. */
    public String where() {
        return where;
    }
}
