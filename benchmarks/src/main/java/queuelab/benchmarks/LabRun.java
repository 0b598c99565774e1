package queuelab.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Has the lab itself run a scenario, as anybody would, and reads its results document. */
final class LabRun {
    /** Set by the launcher: the launcher. */
    private static final String LAUNCHER = "queuelab.launcher";

    private LabRun() {}

    /** Each trial of the run by its variant; where a variant has several, the last. */
    static Map<String, JsonNode> trials(String scenario) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("queue-lab-bench");
        Path file = Files.writeString(folder.resolve("bench.yaml"), scenario);
        Process lab = new ProcessBuilder(
                        System.getProperty(LAUNCHER, "lab"),
                        "run",
                        file.toString(),
                        "--out",
                        folder.resolve("runs").toString(),
                        "--json")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String document = new String(lab.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = lab.waitFor();
        if (code != 0 && code != 3) {
            throw new IOException("lab run ended with " + code + "; its recordings are in " + folder);
        }
        Map<String, JsonNode> trials = new LinkedHashMap<>();
        for (JsonNode trial : JsonMapper.shared().readTree(document).get("trials")) {
            trials.put(trial.get("variant").asString(), trial);
        }
        return trials;
    }
}
