package queuelab.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import queuelab.benchmarks.own.SelfCommand;
import queuelab.benchmarks.peer.PeerCommand;
import queuelab.benchmarks.process.Children;
import queuelab.supervisor.cli.ExitCodes;

/** {@code lab bench}: one command for each benchmark. */
@Command(
        name = "lab bench",
        mixinStandardHelpOptions = true,
        description = "Measures the lab itself. Nothing else should run on the machine meanwhile.",
        subcommands = {FloorsCommand.class, PeerCommand.class, SelfCommand.class})
public final class BenchMain implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    /** Runs one benchmark; the result is its exit code. */
    static int execute(String... arguments) {
        return new CommandLine(new BenchMain())
                .setExecutionExceptionHandler((failure, _, _) -> {
                    if (!Children.areInterrupted()) {
                        System.err.println(
                                "lab bench: " + (failure.getMessage() == null ? failure : failure.getMessage()));
                    }
                    return ExitCodes.UNREACHABLE;
                })
                .execute(arguments);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which benchmark? See the list below.");
    }
}
