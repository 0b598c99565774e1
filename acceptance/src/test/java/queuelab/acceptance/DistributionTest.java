package queuelab.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The folder and the zip that run anywhere with a JDK 25, without Maven. */
class DistributionTest {
    private static final Path HOME = Path.of(System.getProperty("queuelab.distribution"));
    private static final String VERSION = System.getProperty("queuelab.version");
    private static final List<String> PROGRAMS = List.of("broker-config", "producer", "consumer", "pair", "supervisor");

    @Test
    void holdsWhatItNeeds() {
        assertThat(HOME.resolve("lab")).isExecutable();
        assertThat(HOME.resolve("LICENSE")).content().contains("Apache License");
        assertThat(HOME.resolve("README.md")).isRegularFile();
        assertThat(HOME.resolve("scenarios/persistence.yaml")).isRegularFile();
        assertThat(HOME.resolve("profiles/default/broker.xml")).isRegularFile();
    }

    @ParameterizedTest
    @ValueSource(strings = {"producer", "consumer", "pair", "broker-config"})
    void workersAndBrokerCarryNoMicronaut(String program) throws IOException {
        assertThat(classPath(program)).isNotEmpty().noneMatch(jar -> jar.startsWith("micronaut"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"producer", "consumer", "pair"})
    void workersCarryNoBroker(String program) throws IOException {
        assertThat(classPath(program))
                .noneMatch(jar -> jar.startsWith("artemis-server") || jar.startsWith("broker-config"));
    }

    @Test
    void carriesNothingThatOnlyTestsOrChecksNeed() throws IOException {
        assertThat(jars())
                .noneMatch(jar -> Stream.of(
                                "junit",
                                "assertj",
                                "awaitility",
                                "archunit",
                                "error_prone_core",
                                "nullaway",
                                "playwright")
                        .anyMatch(jar::startsWith));
    }

    @Test
    void everyJarNamedByAManifestIsThereAndNoneStandsIdle() throws IOException {
        Set<String> needed = new TreeSet<>();
        for (String program : PROGRAMS) {
            needed.add(program + "-" + VERSION + ".jar");
            needed.addAll(classPath(program));
        }
        assertThat(jars()).isEqualTo(needed);
    }

    /** A jar's own class path comes right after it, so that the broker's could hide newer jars which the supervisor names later. */
    @Test
    void theSupervisorFindsNettyInTheVersionThatItNames() throws IOException {
        List<String> named = classPath("supervisor");
        List<String> hidden = classPath("broker-config").stream()
                .filter(jar -> jar.startsWith("netty-") && !named.contains(jar))
                .flatMap(older -> named.stream()
                        .skip(named.indexOf("broker-config-" + VERSION + ".jar"))
                        .filter(newer -> artifact(newer).equals(artifact(older))))
                .toList();
        assertThat(hidden).isEmpty();
        try (JarFile library = new JarFile(jar("exchange").toFile())) {
            assertThat(library.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH))
                    .isNull();
        }
    }

    private static String artifact(String jar) {
        return jar.replaceFirst("-[0-9].*", "");
    }

    @Test
    void eachProgramHasAMainClass() throws IOException {
        for (String program : PROGRAMS) {
            try (JarFile jar = new JarFile(jar(program).toFile())) {
                String main = jar.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
                assertThat(jar.getEntry(main.replace('.', '/') + ".class"))
                        .as(main)
                        .isNotNull();
            }
        }
    }

    @Test
    void theZipRunsFromAFolderWithASpaceInItsNameWithoutMaven(@TempDir Path temporary) throws Exception {
        Bench bench = new Bench(temporary.toRealPath());
        Path folder = Files.createDirectories(bench.root().resolve("some where"));
        Path zip = HOME.resolveSibling("queue-lab-" + VERSION + ".zip");
        new Launch(Path.of("/usr/bin/env"), "unzip", "-q", zip.toString(), "-d", folder.toString())
                .with("PATH", "/usr/bin:/bin")
                .run()
                .expect(0);
        Path home = folder.resolve("queue-lab-" + VERSION);
        assertThat(home.resolve("lab")).isExecutable();
        Ended ended = new Launch(home.resolve("lab"), "--help")
                .with("PATH", bench.pathWithout())
                .with("JAVA_HOME", System.getProperty("java.home"))
                .in(folder)
                .run()
                .expect(0);
        assertThat(ended.out()).contains("lab").contains("run").contains("scenarios");
        assertThat(ended.err()).isEmpty();
    }

    private static List<String> classPath(String program) throws IOException {
        try (JarFile jar = new JarFile(jar(program).toFile())) {
            String entries = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            return List.of(entries.split(" "));
        }
    }

    private static Path jar(String program) {
        return HOME.resolve("lib").resolve(program + "-" + VERSION + ".jar");
    }

    private static Set<String> jars() throws IOException {
        try (Stream<Path> files = Files.list(HOME.resolve("lib"))) {
            Set<String> names = new TreeSet<>();
            files.forEach(file -> names.add(file.getFileName().toString()));
            return names;
        }
    }
}
