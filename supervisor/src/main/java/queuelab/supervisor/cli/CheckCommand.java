package queuelab.supervisor.cli;

import io.micronaut.context.annotation.Prototype;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import queuelab.supervisor.host.Compilation;
import queuelab.supervisor.host.Host;
import queuelab.supervisor.plan.Plan;
import queuelab.supervisor.plan.PlannedTrial;
import queuelab.supervisor.plan.Planner;
import queuelab.supervisor.plan.Point;
import queuelab.supervisor.scenario.Scenario;
import queuelab.supervisor.scenario.ScenarioLibrary;
import queuelab.supervisor.scenario.ScenarioProblems;

/** {@code lab check}. */
@Prototype
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Prints what a scenario would do, or everything that is wrong with it. Starts nothing.",
        footer = {
            "",
            "Examples:",
            "  lab check my-scenario.yaml",
            "  lab check consumers --set producer.load=500/s --repeats 5",
            "",
            "Exit codes: 0 the scenario can be run, 2 it has problems."
        })
final class CheckCommand implements Callable<Integer> {
    private static final int MOST_TRIALS_LISTED = 24;

    private final ScenarioLibrary scenarios;
    private final Host host;

    @Parameters(
            paramLabel = "SCENARIO",
            defaultValue = "persistence",
            description = "A shipped scenario's name or a YAML file (default: ${DEFAULT-VALUE}).")
    private String scenario = "persistence";

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Overrides a setting everywhere in the scenario; may be repeated.")
    private List<String> overrides = new ArrayList<>();

    @Option(names = "--repeats", paramLabel = "N", description = "Trials per point, instead of the scenario's.")
    private @Nullable Integer repeats;

    @Option(names = "--seed", paramLabel = "N", description = "Decides the order of trials; drawn when not given.")
    private long seed = ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private CommandSpec spec;

    CheckCommand(ScenarioLibrary scenarios, Host host) {
        this.scenarios = scenarios;
        this.host = host;
    }

    @Override
    public Integer call() throws ScenarioProblems {
        Plan plan = Planner.plan(scenarios.read(scenario, overrides, repeats), seed);
        PrintWriter stdout = spec.commandLine().getOut();
        heading(plan, stdout);
        points(plan, host.ofWorkers(plan.workersWithC2()), stdout);
        happenings(plan, stdout);
        trials(plan, stdout);
        stdout.flush();
        return ExitCodes.PASSED;
    }

    private static void heading(Plan plan, PrintWriter stdout) {
        Scenario scenario = plan.scenario();
        stdout.println(scenario.about().isEmpty() ? scenario.name() : scenario.name() + ": " + scenario.about());
        stdout.printf(
                Locale.ROOT,
                "%s × %s = %s, about %s%n",
                counted(plan.points().size(), "point"),
                counted(scenario.repeats(), "repeat"),
                counted(plan.trials().size(), "trial"),
                words(plan.estimate()));
    }

    private static void points(Plan plan, Compilation ofWorkers, PrintWriter stdout) {
        var columns = new Columns();
        columns.line("POINT", "STORAGE", "LOAD", "PRODUCERS", "CONSUMERS", "WARM-UP", "MEASURED", "A TRIAL");
        for (Point point : plan.points()) {
            var settings = point.settings();
            var written = settings.written();
            columns.line(
                    name(point),
                    written.getOrDefault("queue.storage", ""),
                    written.getOrDefault("producer.load", ""),
                    settings.producer().processes() + " × "
                            + settings.producer().threads(),
                    settings.consumer().processes() + " × "
                            + settings.consumer().threads(),
                    written.getOrDefault("warmup", ""),
                    written.getOrDefault("measure", ""),
                    words(point.estimate()));
        }
        stdout.println();
        columns.print(stdout, "  ");
        stdout.println();
        stdout.println(
                "Producers and consumers: processes × threads. A queue that takes long to drain makes its trial longer.");
        stdout.println(
                ofWorkers == Compilation.TIERED
                        ? "Their JVMs compile with C1 and C2, which is done before measuring begins."
                        : "Their JVMs compile with C1 only; “Limits” in the README says when C2 joins.");
    }

    private static void happenings(Plan plan, PrintWriter stdout) {
        Scenario scenario = plan.scenario();
        if (!scenario.timeline().isEmpty()) {
            stdout.println();
            stdout.println("Timeline, counted from the start of measuring:");
            scenario.timeline().forEach(change -> stdout.println("  " + change));
        }
        scenario.faults().forEach((name, faults) -> {
            stdout.println();
            stdout.println((name.isEmpty() ? "Faults" : "Faults " + name) + ", counted from the start of measuring:");
            faults.forEach(fault -> stdout.println("  " + fault));
            if (faults.isEmpty()) {
                stdout.println("  none");
            }
        });
    }

    private static void trials(Plan plan, PrintWriter stdout) {
        stdout.println();
        stdout.printf("In this order (--seed %d; each run draws its own):%n", plan.seed());
        plan.trials().stream().limit(MOST_TRIALS_LISTED).map(PlannedTrial::id).forEach(id -> stdout.println("  " + id));
        int more = plan.trials().size() - MOST_TRIALS_LISTED;
        if (more > 0) {
            stdout.println("  and " + counted(more, "more trial"));
        }
    }

    private static String name(Point point) {
        var name = new StringBuilder(point.variant());
        point.sweep()
                .forEach((key, value) ->
                        name.append(", ").append(key).append(' ').append(value));
        return name.toString();
    }

    private static String counted(int count, String noun) {
        return String.format(Locale.ROOT, "%,d %s", count, noun) + (count == 1 ? "" : "s");
    }

    /** Rounded up to seconds, and above ten minutes to minutes: it is an estimate. */
    private static String words(Duration duration) {
        long seconds = duration.plusMillis(999).toSeconds();
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        long minutes = (seconds + 59) / 60;
        return minutes < 60 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
    }
}
