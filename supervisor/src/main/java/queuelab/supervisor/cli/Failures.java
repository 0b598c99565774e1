package queuelab.supervisor.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;
import queuelab.supervisor.host.HostException;
import queuelab.supervisor.scenario.ScenarioProblems;

/** Says what went wrong in words, on stderr, and picks the exit code. Only a defect of the lab itself shows a stack trace. */
final class Failures implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) throws Exception {
        return switch (failure) {
            case ScenarioProblems problems -> say(command, problems.getMessage(), ExitCodes.USAGE);
            case HostException unreachable -> say(command, unreachable.getMessage(), ExitCodes.UNREACHABLE);
            case IOException io ->
                say(command, io.getClass().getSimpleName() + ": " + io.getMessage(), ExitCodes.UNREACHABLE);
            default -> throw failure;
        };
    }

    private static int say(CommandLine command, @Nullable String message, int exitCode) {
        command.getErr().println(command.getColorScheme().errorText(String.valueOf(message)));
        return exitCode;
    }
}
