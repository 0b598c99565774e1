package queuelab.benchmarks.peer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An Apache Artemis distribution, unpacked: the peer, and the stock broker that serves both sides. No part of the lab.
 *
 * @param home the folder that holds {@code bin/artemis}
 */
record Distribution(Path home) {
    /** Environment variable that names it. */
    static final String VARIABLE = "LAB_PEER";

    /** Where there is none. */
    static final class Missing extends Exception {
        private Missing(String seen) {
            super("""
                    %s. The peer is an Apache Artemis distribution, which is no part of the lab. Get one, for example with
                      mvn dependency:copy -Dartifact=org.apache.artemis:apache-artemis:2.56.0:tar.gz:bin -DoutputDirectory=.
                      tar -xzf apache-artemis-2.56.0-bin.tar.gz
                    or from https://artemis.apache.org, and name its folder, which holds bin/artemis, with --peer or %s.""".formatted(seen, VARIABLE));
        }
    }

    /** The one named by the option, else by the environment. */
    static Distribution find(@Nullable Path option) throws Missing {
        String variable = System.getenv(VARIABLE);
        Path home = option != null || variable == null || variable.isBlank() ? option : Path.of(variable);
        if (home == null) {
            throw new Missing("neither --peer nor " + VARIABLE + " says where the peer is");
        }
        Path absolute = home.toAbsolutePath().normalize();
        if (!Files.isExecutable(absolute.resolve("bin").resolve("artemis"))) {
            throw new Missing("no bin/artemis in " + absolute);
        }
        return new Distribution(absolute);
    }

    /** A command of its own program, on the JDK that the lab runs on; its JVM's flags are those it comes with. */
    ProcessBuilder command(List<String> arguments) {
        return command(home.resolve("bin").resolve("artemis"), arguments);
    }

    /** The same for a program that it made. */
    static ProcessBuilder command(Path program, List<String> arguments) {
        List<String> line = new ArrayList<>();
        line.add(program.toString());
        line.addAll(arguments);
        var builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().keySet().removeAll(List.of("JAVA_ARGS", "ARTEMIS_HOME", "ARTEMIS_INSTANCE"));
        return builder;
    }

    /** Its version, as its folder is named. */
    String version() {
        return String.valueOf(home.getFileName()).replaceFirst("^apache-artemis-", "");
    }
}
