package queuelab.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import queuelab.acceptance.Launch.Running;

/** Arguments, exit codes, streams, working folder and signals go through the launcher untouched. */
class LauncherPassesOnTest {
    @TempDir
    private Path temporary;

    private Bench bench;
    private Path home;

    @BeforeEach
    void unpack() throws IOException {
        bench = new Bench(temporary.toRealPath());
        home = bench.distribution("a folder with spaces");
    }

    @Test
    void argumentsArriveAsTheyWereGiven() throws Exception {
        Ended ended = launch(home.resolve("lab"), "run", "two words", "", "*", "a\"b'c", "--set", "x=$HOME\\")
                .run();
        assertThat(ended.expect(0).out()).contains("""
                        <-Dqueuelab.home=%s>
                        <-jar>
                        <%s>
                        <run>
                        <two words>
                        <>
                        <*>
                        <a"b'c>
                        <--set>
                        <x=$HOME\\>
                        """.formatted(home, home.resolve("lib/supervisor-0.1.0.jar")));
        assertThat(ended.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 130})
    void theExitCodeIsTheProgramsOwn(int code) throws Exception {
        launch(home.resolve("lab"), "run").with("FAKE_EXIT", code).run().expect(code);
    }

    @Test
    void theWorkingFolderStaysTheCallers() throws Exception {
        Path elsewhere = Files.createDirectories(bench.root().resolve("else where"));
        assertThat(launch(home.resolve("lab")).in(elsewhere).run().expect(0).out())
                .contains("folder=" + elsewhere + "\n");
    }

    @Test
    void itIsFoundThroughSymbolicLinksRelativeOnesIncluded() throws Exception {
        Path bin = Files.createDirectories(bench.root().resolve("bin"));
        Path link = Files.createSymbolicLink(
                bin.resolve("queue-lab"), Path.of("..", home.getFileName().toString(), "lab"));
        Path linkToLink = Files.createSymbolicLink(bench.root().resolve("lab"), link);
        assertThat(launch(linkToLink).run().expect(0).out()).contains("<-Dqueuelab.home=" + home + ">");
    }

    @Test
    void theProgramTakesTheLaunchersPlaceSoThatSignalsReachItOnce() throws Exception {
        Path hold = Files.createFile(bench.root().resolve("hold"));
        try (Running running =
                launch(home.resolve("lab")).with("FAKE_HOLD", hold).start()) {
            await().until(() -> running.out().contains("pid="));
            assertThat(running.out()).contains("pid=" + running.process().pid() + "\n");
        }
    }

    @Test
    void aDistributionHasNoTestsToRun() throws Exception {
        assertThat(launch(home.resolve("lab"), "test").run().expect(2).err())
                .isEqualTo("lab: \"lab test\" builds and tests the sources, and there are none beside it\n");
    }

    @Test
    void aTornDistributionIsNamed() throws Exception {
        Files.delete(home.resolve("lib/supervisor-0.1.0.jar"));
        assertThat(launch(home.resolve("lab"), "run").run().expect(4).err())
                .isEqualTo("lab: " + home + "/lib holds no supervisor-….jar: unpack the distribution again\n");
    }

    private Launch launch(Path lab, String... arguments) throws IOException {
        Path jdk = bench.root().resolve("jdk");
        return new Launch(lab, arguments)
                .with("PATH", bench.pathWithout())
                .with("JAVA_HOME", Files.exists(jdk) ? jdk : bench.jdk("jdk", "25"));
    }
}
