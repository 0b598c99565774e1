package queuelab.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lab bench}: one command for each benchmark. */
@Command(
        name = "lab bench",
        mixinStandardHelpOptions = true,
        description = "Measures the lab itself. Nothing else should run on the machine meanwhile.",
        subcommands = {FloorsCommand.class})
public final class BenchMain implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BenchMain()).execute(arguments));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which benchmark? See the list below.");
    }
}
