package queuelab.supervisor;

import io.micronaut.context.ApplicationContext;
import queuelab.supervisor.cli.CommandLines;

/** Entry point of {@code lab}. */
public final class SupervisorMain {
    private SupervisorMain() {}

    public static void main(String[] args) {
        int exitCode;
        try (ApplicationContext context = ApplicationContext.builder()
                .banner(false)
                .beanDefinitionsProvider(new CommandBeans())
                .start()) {
            exitCode = CommandLines.of(context).execute(args);
        }
        System.exit(exitCode);
    }
}
