package queuelab.supervisor.cli;

import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import queuelab.supervisor.host.Environment;

/** The root command. */
@Command(
        name = "lab",
        mixinStandardHelpOptions = true,
        versionProvider = LabCommand.Version.class,
        description = "A lab bench for message queues: durable against in-memory, consumer scaling, delivery latency.",
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            ScenariosCommand.class,
            SettingsCommand.class,
            RunsCommand.class,
            ReportCommand.class,
            CompareCommand.class,
            OpenCommand.class,
            AgentCommand.class,
            DoctorCommand.class,
            PrepareCommand.class,
            ServeCommand.class,
            GenerateCompletion.class
        },
        footer = {
            "",
            "Examples:",
            "  lab run                                 durable against memory, about two minutes",
            "  lab run smoke --set consumer.processes=3",
            "  lab check my-scenario.yaml              what it would do, nothing started",
            "  source <(lab generate-completion)       completion for bash and zsh",
            "",
            "Exit codes: 0 passed, 1 a verdict failed, 2 usage or scenario error, 3 a trial is invalid,",
            "            4 broker or worker could not be started, 130 interrupted."
        })
final class LabCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? See the list below.");
    }

    /** Prints the lab's version. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"Queue Lab " + Environment.version()};
        }
    }
}
