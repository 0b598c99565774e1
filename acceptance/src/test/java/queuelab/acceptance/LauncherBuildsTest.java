package queuelab.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import queuelab.acceptance.Launch.Running;

/** What the launcher builds in a source checkout, and how two of them stay out of each other's way. */
class LauncherBuildsTest {
    private static final String BUILD = "-B -Ddistribution.only package";
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @TempDir
    private Path temporary;

    private Bench bench;
    private Path checkout;
    private Path jdk;

    @BeforeEach
    void checkOut() throws IOException {
        bench = new Bench(temporary.toRealPath());
        checkout = bench.checkout("check out");
        jdk = bench.jdk("jdk", "25.0.3");
    }

    @Test
    void theFirstCallBuildsAndTheNextDoesNot() throws Exception {
        Ended first = launch("run", "--json").run().expect(0);
        assertThat(Bench.mavenCalls(checkout)).containsExactly(jdk + ": " + BUILD);
        assertThat(first.err().replaceFirst("\\d+ s\n$", "N s\n")).isEqualTo("""
                lab: building what has changed (the whole log: target/build.log)
                lab:   [2/6] Queue Lab: exchange
                lab:   files downloaded: 1
                lab:   letting every program learn to start faster
                lab: built in N s
                """);
        assertThat(first.out()).startsWith("<--enable-native-access").contains("<run>\n<--json>\n");
        Ended second = launch("run").run().expect(0);
        assertThat(second.err()).isEmpty();
        assertThat(Bench.mavenCalls(checkout)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"exchange/src/main/A.java", "supervisor/pom.xml", "pom.xml", "lab", "consumer/src/main/New.java"
            })
    void aChangedFileIsBuilt(String file) throws Exception {
        launch("run").run().expect(0);
        Files.writeString(checkout.resolve(file), Files.exists(checkout.resolve(file)) ? read(file) + "\n" : "new");
        assertBuiltAgain();
    }

    @Test
    void aDeletedFileIsBuilt() throws Exception {
        launch("run").run().expect(0);
        Files.delete(checkout.resolve("producer/src/main/A.java"));
        assertBuiltAgain();
    }

    @Test
    void aFileThatComesBackWithItsOldTimeIsBuilt() throws Exception {
        launch("run").run().expect(0);
        Path file = checkout.resolve("producer/src/main/A.java");
        Files.writeString(file, "restored");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));
        assertBuiltAgain();
    }

    @Test
    void aRemovedOrAddedHouseIsBuilt() throws Exception {
        launch("run").run().expect(0);
        Files.createDirectories(checkout.resolve("extra/src/main"));
        Files.writeString(checkout.resolve("extra/pom.xml"), "<project/>");
        assertBuiltAgain();
        Files.delete(checkout.resolve("extra/pom.xml"));
        launch("run").run().expect(0);
        assertThat(Bench.mavenCalls(checkout)).hasSize(3);
    }

    @Test
    void aJarThatIsGoneIsBuilt() throws Exception {
        launch("run").run().expect(0);
        Files.delete(checkout.resolve("target/queue-lab/lib/consumer-0.1.0.jar"));
        assertBuiltAgain();
    }

    @ParameterizedTest
    @ValueSource(strings = {"exchange/src/test/ATest.java", "README.md", "acceptance/pom.xml", "runs/x/results.json"})
    void whatRunningNeedsNotIsNotBuilt(String file) throws Exception {
        launch("run").run().expect(0);
        Files.createDirectories(checkout.resolve(file).getParent());
        Files.writeString(checkout.resolve(file), "changed");
        launch("run").run().expect(0);
        assertThat(Bench.mavenCalls(checkout)).hasSize(1);
    }

    @Test
    void aChangedScenarioIsCopiedWithoutMaven() throws Exception {
        launch("run").run().expect(0);
        Files.writeString(checkout.resolve("scenarios/mine.yaml"), "name: mine\n");
        Files.delete(checkout.resolve("scenarios/smoke.yaml"));
        assertThat(launch("run").run().expect(0).err()).isEmpty();
        assertThat(Bench.mavenCalls(checkout)).hasSize(1);
        try (var copies = Files.list(checkout.resolve("target/queue-lab/scenarios"))) {
            assertThat(copies.map(copy -> copy.getFileName().toString())).containsExactly("mine.yaml");
        }
    }

    @Test
    void aFailedBuildShowsItsErrorsEndsWith4AndIsTriedAgain() throws Exception {
        Files.writeString(checkout.resolve("mvnw.exit"), "1");
        Ended failed = launch("run").run().expect(4);
        assertThat(failed.out()).isEmpty();
        assertThat(failed.err())
                .contains("[ERROR] /some/Where.java:[7,1] ';' expected\n")
                .endsWith("lab: the build failed; the whole log is in " + checkout + "/target/build.log\n");
        assertThat(checkout.resolve("target/build.log")).content().contains("Downloaded from central");
        Files.delete(checkout.resolve("mvnw.exit"));
        launch("run").run().expect(0);
        assertThat(Bench.mavenCalls(checkout)).hasSize(2);
    }

    @Test
    void whatChangesDuringABuildIsStaleForTheNext() throws Exception {
        Path hold = Files.createFile(checkout.resolve("hold"));
        try (Running building = launch("run").start()) {
            await().atMost(DEADLINE).until(() -> !Bench.mavenCalls(checkout).isEmpty());
            Files.writeString(checkout.resolve("exchange/src/main/A.java"), "late");
            Files.delete(hold);
            building.end().expect(0);
        }
        assertBuiltAgain();
    }

    @ParameterizedTest
    @ValueSource(strings = {"flock", "no flock"})
    void ofTwoStartedTogetherOneBuildsAndBothRun(String locks) throws Exception {
        Path path = locks.equals("flock") ? bench.pathWithout() : bench.pathWithout("flock");
        assumeTrue(locks.equals("no flock") || Files.exists(path.resolve("flock")), "flock is installed");
        Path hold = Files.createFile(checkout.resolve("hold"));
        try (Running first = launch("run").with("PATH", path).start()) {
            await().atMost(DEADLINE).until(() -> !Bench.mavenCalls(checkout).isEmpty());
            try (Running second = launch("runs").with("PATH", path).start()) {
                await().atMost(DEADLINE)
                        .until(() -> second.err()
                                .equals("lab: another lab is building here (process "
                                        + first.process().pid() + "); waiting for it\n"));
                Files.delete(hold);
                assertThat(first.end().expect(0).out()).contains("<run>");
                assertThat(second.end().expect(0).out()).contains("<runs>");
            }
        }
        assertThat(Bench.mavenCalls(checkout)).hasSize(1);
        assertThat(checkout.resolve("target/lab.lock.d")).doesNotExist();
    }

    @Test
    void theLockOfADeadLauncherIsRemovedWhereThereIsNoFlock() throws Exception {
        long dead = new ProcessBuilder("true").start().onExit().get().pid();
        Files.writeString(
                Files.createDirectories(checkout.resolve("target/lab.lock.d")).resolve("owner"), dead + "\n");
        Ended ended =
                launch("run").with("PATH", bench.pathWithout("flock")).run().expect(0);
        assertThat(ended.err()).startsWith("lab: removing the build lock of process " + dead + ", which is gone\n");
    }

    @Test
    void aBuildWaitsUntilNoLabRunsFromTheJarsItReplaces() throws Exception {
        Path path = bench.pathWithout();
        assumeTrue(Files.exists(path.resolve("flock")), "flock is installed");
        launch("run").run().expect(0);
        Path hold = Files.createFile(bench.root().resolve("hold"));
        try (Running running = launch("run").with("FAKE_HOLD", hold).start()) {
            await().atMost(DEADLINE).until(() -> running.out().contains("pid="));
            launch("runs").run().expect(0);
            Files.writeString(checkout.resolve("exchange/src/main/A.java"), "changed");
            try (Running builder = launch("run").start()) {
                await().atMost(DEADLINE)
                        .until(() -> builder.err()
                                .equals("lab: the sources have changed and a lab is still running from this checkout;"
                                        + " waiting for it to end before building\n"));
                assertThat(Bench.mavenCalls(checkout)).hasSize(1);
                Files.delete(hold);
                running.end().expect(0);
                builder.end().expect(0);
            }
        }
        assertThat(Bench.mavenCalls(checkout)).hasSize(2);
    }

    @Test
    void aLabInsideALabTestNeitherBuildsNorWaits() throws Exception {
        launch("run").run().expect(0);
        Files.writeString(checkout.resolve("exchange/src/main/A.java"), "changed");
        launch("run").with("LAB_BUILDING", checkout).run().expect(0);
        assertThat(Bench.mavenCalls(checkout)).hasSize(1);
    }

    @Test
    void labTestIsTheWholeBuildAndLeavesNothingStale() throws Exception {
        Ended ended = launch("test", "-Dtest=Some Test").run().expect(0);
        assertThat(Bench.mavenCalls(checkout))
                .containsExactly(
                        jdk + ": -B --no-transfer-progress --fail-at-end -Pacceptance verify -Dtest=Some Test");
        assertThat(ended.out()).contains("[INFO] Building Queue Lab: exchange");
        launch("run").run().expect(0);
        assertThat(Bench.mavenCalls(checkout)).hasSize(1);
    }

    @Test
    void labTestEndsWithMavensExitCode() throws Exception {
        Files.writeString(checkout.resolve("mvnw.exit"), "1");
        launch("test").run().expect(1);
        Files.delete(checkout.resolve("mvnw.exit"));
        launch("run").run().expect(0);
        assertThat(Bench.mavenCalls(checkout)).hasSize(2);
    }

    private void assertBuiltAgain() throws Exception {
        launch("run").run().expect(0);
        assertThat(Bench.mavenCalls(checkout)).hasSize(2);
        launch("run").run().expect(0);
        assertThat(Bench.mavenCalls(checkout)).hasSize(2);
    }

    private String read(String file) throws IOException {
        return Files.readString(checkout.resolve(file));
    }

    private Launch launch(String... arguments) throws IOException {
        return new Launch(checkout.resolve("lab"), arguments)
                .with("PATH", bench.pathWithout())
                .with("JAVA_HOME", jdk);
    }
}
