package queuelab.supervisor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import queuelab.supervisor.host.Distribution;
import queuelab.supervisor.host.Host;
import queuelab.supervisor.host.LocalHost;
import queuelab.supervisor.scenario.ScenarioLibrary;
import queuelab.supervisor.scenario.ScenarioProblems;
import queuelab.supervisor.scenario.SettingsGuide;

class ScenarioCommandsTest {
    private static final ScenarioLibrary SHIPPED = new ScenarioLibrary(Path.of("../scenarios"));

    /** Without caches, as a build leaves it. */
    private static final Host HOST = new LocalHost(Distribution.at(Path.of("target")));

    @TempDir
    Path folder;

    @Test
    void checkPrintsThePlan() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yaml"), """
                about: Why?
                base: {warmup: 2s, measure: 5s}
                variants:
                  durable: {queue.storage: durable}
                  memory: {queue.storage: memory}
                sweep: {consumer.processes: [1, 4]}
                """);

        assertThat(output(new CheckCommand(SHIPPED, HOST), file.toString(), "--repeats", "1", "--seed", "7"))
                .isEqualTo("""
                        mine: Why?
                        4 points × 1 repeat = 4 trials, about 38 s

                          POINT                          STORAGE  LOAD    PRODUCERS  CONSUMERS  WARM-UP  MEASURED  A TRIAL
                          durable, consumer.processes 1  durable  1000/s  1 × 1      1 × 1      2s       5s        9 s
                          durable, consumer.processes 4  durable  1000/s  1 × 1      4 × 1      2s       5s        10 s
                          memory, consumer.processes 1   memory   1000/s  1 × 1      1 × 1      2s       5s        9 s
                          memory, consumer.processes 4   memory   1000/s  1 × 1      4 × 1      2s       5s        10 s

                        Producers and consumers: processes × threads. A queue that takes long to drain makes its trial longer.
                        Their JVMs compile with C1 only; “Limits” in the README says when C2 joins.

                        In this order (--seed 7; each run draws its own):
                          001-memory-processes4-1
                          002-durable-processes1-1
                          003-durable-processes4-1
                          004-memory-processes1-1
                        """);
    }

    @Test
    void checkOfALongPlanListsItsFirstTrials() {
        assertThat(output(new CheckCommand(SHIPPED, HOST), "persistence", "--repeats", "1000"))
                .contains("4 points × 1,000 repeats = 4,000 trials, about 8 h 20 min")
                .endsWith("  and 3,976 more trials\n");
    }

    @Test
    void checkThrowsWhatIsWrong() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yaml"), "base: {producer.siez: 1KiB}");
        var command = new CommandLine(new CheckCommand(SHIPPED, HOST));
        command.parseArgs(file.toString());

        assertThatThrownBy(() -> command.<CheckCommand>getCommand().call())
                .isInstanceOf(ScenarioProblems.class)
                .hasMessage("unknown setting `producer.siez`; did you mean `producer.size`? (" + file + ", line 1)");
    }

    @Test
    void scenariosListsWhatIsShipped() {
        assertThat(output(new ScenariosCommand(SHIPPED)).lines())
                .isSorted()
                .anySatisfy(line -> assertThat(line).matches("persistence +What does keeping messages on disk cost\\?"))
                .anySatisfy(line ->
                        assertThat(line).matches("smoke +Does the lab work here\\? Too short to compare anything\\."));
        assertThat(output(new ScenariosCommand(new ScenarioLibrary(folder)))).startsWith("None here");
    }

    @Test
    void settingsListsEverySettingWithValuesDefaultAndMeaning() {
        String listed = output(new SettingsCommand());

        assertThat(SettingsGuide.rows()).allSatisfy(row -> assertThat(listed).contains(row.key(), row.byDefault()));
        assertThat(listed)
                .contains("producer.size                1KiB      whole body of a message, stamp included")
                .contains("size, 48 B … 100 MiB")
                .doesNotContain("`");
    }

    @Test
    void settingsAsMarkdownHaveARowEach() {
        assertThat(output(new SettingsCommand(), "--markdown").lines())
                .hasSize(SettingsGuide.rows().size() + 2)
                .contains(
                        "| `producer.size` | size, 48 B … 100 MiB | `1KiB` | whole body of a message, stamp included |")
                .allMatch(line -> line.startsWith("|") && line.endsWith("|"));
    }

    private static String output(Object command, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exitCode = new CommandLine(command)
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        assertThat(err.toString()).isEmpty();
        assertThat(exitCode).isZero();
        return out.toString().replace(System.lineSeparator(), "\n");
    }
}
