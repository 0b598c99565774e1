package queuelab.acceptance;

import static java.nio.file.attribute.PosixFilePermissions.fromString;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder in which the launcher can be tried without a JDK and without Maven: copies of {@code lab}, stand-ins for {@code java} and
 * {@code mvnw}, and a PATH that holds only what is put on it.
 *
 * <p>The stand-in for Java prints each of its arguments in angle brackets, its working folder and its process id, and ends with
 * {@code FAKE_EXIT}. The stand-in for Maven notes each call in {@code mvnw.calls}, waits while a file {@code hold} exists, ends with
 * what {@code mvnw.exit} says, and makes the jars otherwise.
 */
final class Bench {
    static final Path CHECKOUT = Path.of(System.getProperty("queuelab.checkout"));
    private static final List<String> HOUSES =
            List.of("exchange", "broker-config", "producer", "consumer", "pair", "supervisor");
    private static final List<String> TOOLS = List.of(
            "bash",
            "sh",
            "env",
            "find",
            "cat",
            "mkdir",
            "rm",
            "mv",
            "cp",
            "touch",
            "tail",
            "head",
            "grep",
            "sed",
            "sleep",
            "tr",
            "readlink",
            "flock");

    private static final String FAKE_JAVA = """
            #!/bin/sh
            printf '<%s>\\n' "$@"
            echo "folder=$PWD"
            echo "pid=$$"
            if [ -n "${FAKE_HOLD:-}" ]; then while [ -e "$FAKE_HOLD" ]; do sleep 0.05; done; fi
            exit "${FAKE_EXIT:-0}"
            """;

    private static final String FAKE_MAVEN = """
            #!/bin/sh
            here=$(cd "${0%/*}" && pwd)
            echo "$JAVA_HOME: $*" >>"$here/mvnw.calls"
            while [ -e "$here/hold" ]; do sleep 0.05; done
            echo "[INFO] Downloaded from central: somewhere/some-1.0.jar (1 kB at 1 kB/s)"
            echo "[INFO] Building Queue Lab: exchange 0.1.0                          [2/6]"
            status=$(cat "$here/mvnw.exit" 2>/dev/null || echo 0)
            if [ "$status" != 0 ]; then
              echo "[ERROR] /some/Where.java:[7,1] ';' expected"
              exit "$status"
            fi
            mkdir -p "$here/target/queue-lab/lib"
            for house in exchange broker-config producer consumer pair supervisor; do
              touch "$here/target/queue-lab/lib/$house-0.1.0.jar"
            done
            """;

    private final Path root;

    Bench(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    /** A folder with the tools that the launcher may use, without those named, and without any Java. */
    Path pathWithout(String... missing) throws IOException {
        Path folder = Files.createTempDirectory(root, "path");
        for (String tool : TOOLS) {
            if (!List.of(missing).contains(tool)) {
                Optional<Path> real = Stream.of("/usr/bin", "/bin", "/usr/local/bin", "/opt/homebrew/bin")
                        .map(place -> Path.of(place, tool))
                        .filter(Files::isExecutable)
                        .findFirst();
                if (real.isPresent()) {
                    script(folder.resolve(tool), "#!/bin/sh\nexec " + real.get() + " \"$@\"\n");
                }
            }
        }
        return folder;
    }

    /** A JDK of the given version, as far as the launcher looks at one. */
    Path jdk(String name, String version) throws IOException {
        Path home = runtime(name, version);
        script(home.resolve("bin/javac"), "#!/bin/sh\n");
        return home;
    }

    /** The same without a compiler. */
    Path runtime(String name, String version) throws IOException {
        Path home = root.resolve(name);
        script(home.resolve("bin/java"), FAKE_JAVA);
        Files.writeString(
                home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\nOS_NAME=\"Linux\"\n");
        return home;
    }

    /** A source checkout whose Maven is the stand-in. */
    Path checkout(String name) throws IOException {
        Path folder = Files.createDirectories(root.resolve(name));
        Files.copy(CHECKOUT.resolve("lab"), folder.resolve("lab"));
        script(folder.resolve("mvnw"), FAKE_MAVEN);
        Files.writeString(folder.resolve("pom.xml"), "<project/>\n");
        Files.createDirectories(folder.resolve(".mvn"));
        Files.writeString(Files.createDirectories(folder.resolve("scenarios")).resolve("smoke.yaml"), "name: smoke\n");
        for (String house : HOUSES) {
            Files.writeString(Files.createDirectories(folder.resolve(house)).resolve("pom.xml"), "<project/>\n");
            Files.writeString(
                    Files.createDirectories(folder.resolve(house).resolve("src/main"))
                            .resolve("A.java"),
                    "");
            Files.writeString(
                    Files.createDirectories(folder.resolve(house).resolve("src/test"))
                            .resolve("ATest.java"),
                    "");
        }
        return folder;
    }

    /** An unpacked distribution. */
    Path distribution(String name) throws IOException {
        Path folder = root.resolve(name);
        Files.createDirectories(folder.resolve("lib"));
        Files.copy(CHECKOUT.resolve("lab"), folder.resolve("lab"));
        Files.writeString(folder.resolve("lib/supervisor-0.1.0.jar"), "");
        return folder;
    }

    /** How often the stand-in for Maven was called in a checkout, and with what. */
    static List<String> mavenCalls(Path checkout) throws IOException {
        Path calls = checkout.resolve("mvnw.calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    static Path script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, fromString("rwxr-xr-x"));
        return file;
    }
}
