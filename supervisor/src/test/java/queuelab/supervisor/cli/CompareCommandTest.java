package queuelab.supervisor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import queuelab.supervisor.analysis.RunStatistics;
import queuelab.supervisor.analysis.SampleTrials;
import queuelab.supervisor.analysis.TrialResult;
import queuelab.supervisor.report.RunFolder;

final class CompareCommandTest {
    private static final String SLOWER = "dueToReceive.p99 > +10%";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void withoutConditionsItShowsAndPasses() throws Exception {
        assertThat(compare(run("a", 3, 300), run("b", 3, 600))).isEqualTo(ExitCodes.PASSED);
        assertThat(out.toString()).contains("dueToReceive.p99", "higher", "No difference in environment.");
    }

    @Test
    void aConditionThatHoldsEndsWithOne() throws Exception {
        assertThat(compare(run("a", 3, 300), run("b", 3, 600), "--fail-if", SLOWER))
                .isEqualTo(ExitCodes.FAILED);
        assertThat(compare(run("c", 3, 300), run("d", 3, 300), "--fail-if", SLOWER))
                .isEqualTo(ExitCodes.PASSED);
    }

    @Test
    void aConditionThatNobodyCouldJudgeIsNotPassed() throws Exception {
        assertThat(compare(run("a", 2, 300), run("b", 2, 600), "--fail-if", SLOWER))
                .isEqualTo(ExitCodes.INVALID);
    }

    @Test
    void aConditionThatCannotBeReadIsAUsageErrorWithTheMetricThatWasMeant() throws Exception {
        assertThat(compare(run("a", 3, 300), run("b", 3, 300), "--fail-if", "dueToRecieve.p99 > 10%"))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("did you mean dueToReceive.p99?").doesNotContain("picocli WARN");
    }

    @Test
    void aRunThatIsNotThereIsAUsageError() throws Exception {
        assertThat(compare(run("a", 3, 300), folder.resolve("nowhere"))).isEqualTo(ExitCodes.USAGE);
    }

    private int compare(Path first, Path second, String... options) {
        List<String> arguments = new ArrayList<>(List.of(first.toString(), second.toString()));
        arguments.addAll(List.of(options));
        return new CommandLine(new CompareCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
    }

    private Path run(String name, int repeats, double p50Micros) throws Exception {
        SampleTrials samples = new SampleTrials(name.hashCode());
        List<TrialResult> trials = new ArrayList<>();
        for (int repeat = 1; repeat <= repeats; repeat++) {
            trials.add(samples.passed("base", Map.of(), repeat, 1000, p50Micros));
        }
        RunFolder run = new RunFolder(folder.resolve(name));
        Files.createDirectories(run.path().resolve(RunFolder.TRIALS));
        run.writeResults(RunStatistics.results(name, "now", Map.of(), List.of(), trials));
        return run.path();
    }
}
