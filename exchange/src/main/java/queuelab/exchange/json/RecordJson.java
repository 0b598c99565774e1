package queuelab.exchange.json;

import com.google.gson.FormattingStyle;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import queuelab.exchange.json.JsonMistake.About;

/**
 * Writes and reads records as JSON objects, components in their order. Through Gson, because every worker does, and it has a fifth of the
 * classes of Jackson's databind: the RATIONALE.md of the supervisor's {@code host}.
 */
public final class RecordJson {
    private final Gson gson;

    private RecordJson(boolean complete, List<Kinds<?>> kinds) {
        this.gson = new GsonBuilder()
                .registerTypeAdapterFactory(new RecordAdapters(complete, kinds))
                .create();
    }

    /** For what must never be guessed at: an unknown, missing or null field is a mistake, as is one that is there twice. */
    public static RecordJson complete(Kinds<?>... kinds) {
        return new RecordJson(true, List.of(kinds));
    }

    /** For what other versions wrote: what is unknown is passed over, and what is missing is null, or a mistake where it is a number or a boolean. */
    public static RecordJson forgiving() {
        return new RecordJson(false, List.of());
    }

    /** On one line. */
    public <T> String write(Class<T> type, T value) {
        return write(type, value, FormattingStyle.COMPACT);
    }

    /** On many lines, for people. */
    public <T> String writePretty(Class<T> type, T value) {
        return write(type, value, FormattingStyle.PRETTY);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws JsonMistake when it is none of that type
     */
    public <T> T read(String text, Class<T> type) {
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        try {
            T value = gson.getAdapter(type).read(reader);
            var _ = reader.peek(); // throws where something follows
            if (value == null) {
                throw new JsonMistake(About.FIELD, "it is null", "");
            }
            return value;
        } catch (IOException e) { // what is no JSON; the reader itself reads from memory
            throw new JsonMistake(About.SYNTAX, "not JSON: " + place(e), "");
        } catch (JsonParseException | IllegalStateException e) {
            throw new JsonMistake(About.FIELD, RecordAdapters.reason(e), "");
        }
    }

    private <T> String write(Class<T> type, T value, FormattingStyle style) {
        var text = new StringWriter();
        var writer = new JsonWriter(text);
        writer.setFormattingStyle(style);
        try {
            gson.getAdapter(type).write(writer, value);
        } catch (IOException e) { // never: it writes to memory
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Gson's own words are for who wrote the program, but for the end of them. */
    private static String place(IOException e) {
        String words = RecordAdapters.reason(e);
        return words.replaceFirst("^.*(at line \\d+ column \\d+).*$", "$1");
    }
}
