package queuelab.supervisor.cli;

import io.micronaut.context.ApplicationContext;
import picocli.CommandLine;

/** Builds the command line, its commands made by Micronaut where it knows them. */
public final class CommandLines {
    private CommandLines() {}

    public static CommandLine of(ApplicationContext context) {
        CommandLine.IFactory defaults = CommandLine.defaultFactory();
        var factory = new CommandLine.IFactory() {
            @Override
            public <K> K create(Class<K> type) throws Exception {
                return context.containsBean(type) ? context.getBean(type) : defaults.create(type);
            }
        };
        return new CommandLine(LabCommand.class, factory)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new Failures());
    }
}
