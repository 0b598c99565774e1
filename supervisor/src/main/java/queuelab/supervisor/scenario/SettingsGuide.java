package queuelab.supervisor.scenario;

import java.util.List;

/** The table of settings as people read it: one row each, in a sensible order. */
public final class SettingsGuide {
    private SettingsGuide() {}

    /**
     * One setting. Values and meaning quote words of a scenario in backticks.
     *
     * @param key dotted
     * @param values what may be written, with the bounds
     * @param byDefault what holds where nothing is written; may be empty
     * @param about its meaning
     */
    public record Row(String key, String values, String byDefault, String about) {}

    public static List<Row> rows() {
        return SettingsTable.rows().stream()
                .map(row -> new Row(row.key(), row.kind().values(), row.byDefault(), row.about()))
                .toList();
    }

    /** The table in Markdown, for the README. */
    public static String markdown() {
        var table = new StringBuilder("| setting | values | default | meaning |\n|---|---|---|---|\n");
        for (Row row : rows()) {
            String byDefault = row.byDefault().isEmpty() ? "" : "`" + row.byDefault() + "`";
            table.append("| `%s` | %s | %s | %s |\n".formatted(row.key(), row.values(), byDefault, row.about()));
        }
        return table.toString();
    }
}
