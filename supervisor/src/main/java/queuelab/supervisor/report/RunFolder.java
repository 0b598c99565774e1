package queuelab.supervisor.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import queuelab.supervisor.analysis.RunResults;

/**
 * The folder of a run and the files on its top level. Each is replaced as a whole, so that a crash loses at most what was
 * not yet handed over.
 *
 * @param path the folder; it is made when the first file is written
 */
public record RunFolder(Path path) {
    public static final String SCENARIO = "scenario.yaml";
    public static final String ENVIRONMENT = "environment.json";
    public static final String RESULTS_JSON = "results.json";
    public static final String RESULTS_CSV = "results.csv";
    public static final String METRICS = "metrics.prom";
    public static final String REPORT = "report.html";
    public static final String TRIALS = "trials";

    /** The folder of one trial's recordings. */
    public Path trial(String id) {
        return path.resolve(TRIALS).resolve(id);
    }

    /** The resolved scenario. */
    public void writeScenario(String yaml) throws IOException {
        AtomicFile.replace(path.resolve(SCENARIO), yaml);
    }

    /** What the run ran on; keys in the order of the map. */
    public void writeEnvironment(Map<String, ?> environment) throws IOException {
        AtomicFile.replace(path.resolve(ENVIRONMENT), ResultsJson.write(environment));
    }

    /** The environment as written; empty where there is none. */
    public Map<String, Object> readEnvironment() throws IOException {
        Path file = path.resolve(ENVIRONMENT);
        return Files.exists(file) ? ResultsJson.readMap(file) : Map.of();
    }

    /** {@code results.json}, {@code results.csv} and {@code metrics.prom}; to be called after every trial. */
    public void writeResults(RunResults results) throws IOException {
        AtomicFile.replace(path.resolve(RESULTS_JSON), ResultsJson.write(results));
        AtomicFile.replace(path.resolve(RESULTS_CSV), ResultsCsv.write(results.trials()));
        AtomicFile.replace(path.resolve(METRICS), PrometheusText.write(results.scenario(), results.trials()));
    }

    /** {@code report.html}. */
    public void writeReport(String html) throws IOException {
        AtomicFile.replace(path.resolve(REPORT), html);
    }
}
