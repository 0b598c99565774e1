package queuelab.supervisor.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The ahead-of-time caches (JEP 483, 514, 515) from which children start faster: classes loaded and linked already, and what C2 has to know to
 * compile at once what is hot. One for each program, written once by a training run ({@code lab prepare}, which the launcher calls after a
 * build). A JVM passes over a cache that is missing, of another JVM or of other jars, and starts as it always did; RATIONALE.md beside this
 * class says what was measured.
 */
final class AotCache {
    /** System property: this run is for training, and its children write their caches into that folder as they exit. */
    private static final String TRAINING_PROPERTY = "queuelab.training";

    /** What is hot in a training because it is one (it spins the classes that later runs read), and would be compiled by each later run. */
    private static final List<String> NOT_TO_LEARN = Stream.of("java.math.*", "java.util.jar.*", "sun.util.locale.*")
            .map(classes -> "-XX:CompileCommand=exclude," + classes + "::*")
            .toList();

    /** At the address it was written for, so that nothing in it needs to change and processes share it; elsewhere if that is taken. */
    private static final List<String> AS_IT_LIES_THERE = List.of(
            "-XX:+IgnoreUnrecognizedVMOptions", "-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0");

    private final Path folder;
    private final boolean training;

    AotCache(Path folder) {
        String trainingFolder = System.getProperty(TRAINING_PROPERTY);
        this.training = trainingFolder != null;
        this.folder = training ? Path.of(trainingFolder) : folder;
    }

    /** Flags of a JVM that runs the program; none where there is no cache for it. */
    List<String> flags(String program) {
        if (training) {
            return Stream.concat(Stream.of("-XX:AOTCacheOutput=" + cache(program)), NOT_TO_LEARN.stream())
                    .toList();
        }
        return isThere(program)
                ? Stream.concat(Stream.of("-XX:AOTCache=" + cache(program)), AS_IT_LIES_THERE.stream())
                        .toList()
                : List.of();
    }

    /** Whether this is the training. */
    boolean isTraining() {
        return training;
    }

    /** Whether the program has a cache, of this JDK: a JVM passes over that of another without a word. */
    boolean isThere(String program) {
        try {
            return Files.isRegularFile(cache(program))
                    && Files.readString(signature()).equals(jdk());
        } catch (IOException e) { // none there, or none that can be read: a slower start
            return false;
        }
    }

    /** Notes in a training which JDK writes the caches. */
    void sign() throws IOException {
        if (training) {
            Files.writeString(signature(), jdk());
        }
    }

    private Path signature() {
        return folder.resolve("jdk");
    }

    private static String jdk() {
        return System.getProperty("java.home") + " " + Runtime.version();
    }

    private Path cache(String program) {
        return folder.resolve(program + ".aot");
    }
}
