package queuelab.supervisor.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The ahead-of-time caches (JEP 483, 514, 515) from which children start faster: classes loaded and linked already. One for each program,
 * written once by a training run ({@code lab prepare}, which the launcher calls after a build). A JVM passes over a cache that is missing,
 * of another JVM or of other jars, and starts as it always did; RATIONALE.md beside this class says what was measured.
 */
final class AotCache {
    /** System property: this run is for training, and its children write their caches into that folder as they exit. */
    private static final String TRAINING_PROPERTY = "queuelab.training";

    private final Path folder;
    private final boolean training;

    AotCache(Path folder) {
        String trainingFolder = System.getProperty(TRAINING_PROPERTY);
        this.training = trainingFolder != null;
        this.folder = training ? Path.of(trainingFolder) : folder;
    }

    /** Flags of a JVM that runs the program; none where there is no cache for it. */
    List<String> flags(String program) {
        Path cache = folder.resolve(program + ".aot");
        if (training) {
            return List.of("-XX:AOTCacheOutput=" + cache);
        }
        return Files.isRegularFile(cache) ? List.of("-XX:AOTCache=" + cache) : List.of();
    }
}
