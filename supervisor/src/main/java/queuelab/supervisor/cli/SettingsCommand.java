package queuelab.supervisor.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import queuelab.supervisor.scenario.SettingsGuide;

/** {@code lab settings}. */
@Command(
        name = "settings",
        mixinStandardHelpOptions = true,
        description = "Lists every setting a scenario can have: its default, its meaning, and the values it takes.",
        footer = {
            "",
            "Settings stand under base, in a variant, or in the sweep of a scenario, nested or dotted;",
            "--set KEY=VALUE overrides one everywhere."
        })
final class SettingsCommand implements Callable<Integer> {
    private static final int KEY_COLUMNS = 29;
    private static final int DEFAULT_COLUMNS = 10;
    private static final int MEANING_COLUMNS = 61;

    @Option(names = "--markdown", hidden = true, description = "Prints the table as the README has it.")
    private boolean markdown;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter stdout = spec.commandLine().getOut();
        stdout.print(markdown ? SettingsGuide.markdown() : table());
        stdout.flush();
        return ExitCodes.PASSED;
    }

    private String table() {
        TextTable table = TextTable.forColumns(
                spec.commandLine().getColorScheme(),
                new Column(KEY_COLUMNS, 0, Overflow.SPAN),
                new Column(DEFAULT_COLUMNS, 0, Overflow.SPAN),
                new Column(MEANING_COLUMNS, 0, Overflow.WRAP));
        table.addRowValues("SETTING", "DEFAULT", "MEANING, AND WHAT IT CAN BE");
        for (SettingsGuide.Row row : SettingsGuide.rows()) {
            table.addRowValues(row.key(), row.byDefault(), plain(row.about()));
            table.addRowValues("", "", "  " + plain(row.values()));
        }
        return table.toString();
    }

    /** Without Markdown's backticks. */
    private static String plain(String text) {
        return text.replace("`", "");
    }
}
