package queuelab.supervisor.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import queuelab.supervisor.analysis.PointKey;
import queuelab.supervisor.analysis.RunResults;
import queuelab.supervisor.analysis.RunStatistics;
import queuelab.supervisor.analysis.Targets;
import queuelab.supervisor.analysis.TrialJudge;
import queuelab.supervisor.analysis.TrialResult;
import queuelab.supervisor.plan.Plan;
import queuelab.supervisor.plan.Planner;
import queuelab.supervisor.report.HtmlReport;
import queuelab.supervisor.report.RunFolder;
import queuelab.supervisor.scenario.ScenarioProblems;
import queuelab.supervisor.scenario.ScenarioReader;
import queuelab.supervisor.scenario.ScenarioWriter;

/**
 * Turns judged trials into the files of a run's folder. The folder holds all that this needs, so that a stored run is published anew from
 * its recordings, here or on another machine, with the same results.
 */
public final class Publication {
    private static final String STARTED = "started";
    private static final String SEED = "seed";

    private final RunFolder folder;
    private final String scenario;
    private final String scenarioYaml;
    private final HtmlReport report;
    private final Map<String, Object> environment;
    private final List<PointKey> order;

    private Publication(RunFolder folder, Plan plan, Map<String, Object> environment) {
        this.folder = folder;
        this.scenario = plan.scenario().name();
        this.scenarioYaml = ScenarioWriter.write(plan.scenario());
        this.report = new HtmlReport(folder);
        this.environment = environment;
        this.order = plan.points().stream()
                .map(point -> new PointKey(point.variant(), point.sweep()))
                .toList();
    }

    /** Writes what a run begins with: the resolved scenario and the environment. */
    static Publication begin(RunFolder folder, Plan plan, Instant started, Map<String, Object> facts)
            throws IOException {
        var environment = new LinkedHashMap<String, Object>();
        environment.put(STARTED, started.toString());
        environment.put(SEED, plan.seed());
        environment.putAll(facts);
        var publication = new Publication(folder, plan, environment);
        folder.writeScenario(publication.scenarioYaml);
        folder.writeEnvironment(environment);
        return publication;
    }

    /**
     * Judges a stored run again, from its recordings alone, and writes its results and report anew.
     *
     * @param targets what a person wants consumers for
     * @throws ScenarioProblems when its scenario.yaml was changed into none
     */
    public static RunResults again(RunFolder folder, Targets targets) throws IOException, ScenarioProblems {
        Map<String, Object> environment = folder.readEnvironment();
        long seed = environment.get(SEED) instanceof Number number ? number.longValue() : 0;
        Plan plan = Planner.plan(ScenarioReader.read(folder.path().resolve(RunFolder.SCENARIO), List.of(), null), seed);
        try (Stream<Path> trials = Files.list(folder.path().resolve(RunFolder.TRIALS))) {
            List<TrialResult> judged = trials.filter(Files::isDirectory)
                    .sorted()
                    .parallel()
                    .map(TrialJudge::judge)
                    .toList();
            return new Publication(folder, plan, environment).publish(judged, targets);
        }
    }

    /** Writes results and report of the trials so far. */
    RunResults publish(List<TrialResult> judged) throws IOException {
        return publish(judged, Targets.NONE);
    }

    private RunResults publish(List<TrialResult> judged, Targets targets) throws IOException {
        String started = String.valueOf(environment.get(STARTED));
        RunResults results = RunStatistics.results(scenario, started, environment, order, judged, targets);
        folder.writeResults(results);
        report.write(results, scenarioYaml, repeatCommand());
        return results;
    }

    /** To be typed in the run's folder, so that it holds on another machine too. */
    private String repeatCommand() {
        return "lab run " + RunFolder.SCENARIO + " --seed " + environment.get(SEED);
    }
}
