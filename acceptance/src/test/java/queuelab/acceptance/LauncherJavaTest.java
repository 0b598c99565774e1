package queuelab.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which Java the launcher takes, and what it says when none will do. */
class LauncherJavaTest {
    private static final String ADVICE = """
            lab: Queue Lab needs a JDK 25 or newer, and none was found.
            Install one:
              Debian 13, Ubuntu 24.04 and later:  apt-get install openjdk-25-jdk-headless
              Fedora:                             dnf install java-25-openjdk-devel
              macOS:                              brew install openjdk@25
              with SDKMAN:                        sdk install java 25-tem
              anywhere else:                      unpack Temurin 25 from https://adoptium.net
            Then run lab again. Where it is not found by itself, set LAB_JAVA_HOME to its folder (the one that holds bin/java).
            Looked at:
            """;

    @TempDir
    private Path temporary;

    private Bench bench;
    private Path lab;
    private Path folders;

    @BeforeEach
    void unpack() throws IOException {
        bench = new Bench(temporary.toRealPath());
        lab = bench.distribution("queue-lab").resolve("lab");
        folders = Files.createDirectories(bench.root().resolve("jvm"));
    }

    @Test
    void javaHomeWinsWhenItIsNewEnough() throws Exception {
        Path home = mark(bench.jdk("home", "26.0.1"), 6);
        mark(bench.jdk("jvm/temurin-25", "25.0.3"), 5);
        assertThat(launch().with("JAVA_HOME", home).run().expect(6).err()).isEmpty();
    }

    @Test
    void anOldJavaHomeAndAnOldJavaOnThePathArePassedOver() throws Exception {
        Path old = bench.jdk("old", "17.0.15");
        Path path = bench.pathWithout();
        Files.createSymbolicLink(path.resolve("java"), old.resolve("bin/java"));
        bench.jdk("jvm/temurin-25", "25.0.3");
        Ended ended = launch().with("PATH", path)
                .with("JAVA_HOME", old)
                .with("FAKE_EXIT", 9)
                .run();
        assertThat(ended.expect(9).err()).isEmpty();
        assertThat(ended.out()).contains("<-jar>");
    }

    @Test
    void javaOnThePathIsTakenThroughItsSymbolicLinks() throws Exception {
        Path path = bench.pathWithout();
        Path alternatives = Files.createSymbolicLink(
                bench.root().resolve("alternative"), bench.jdk("new", "26").resolve("bin/java"));
        Files.createSymbolicLink(path.resolve("java"), alternatives);
        launch().with("PATH", path).run().expect(0);
    }

    @Test
    void ofSeveralInstalledTheOldestSufficientOneIsTaken() throws Exception {
        mark(bench.jdk("jvm/a-27", "27"), 27);
        mark(bench.jdk("jvm/b-25", "25.0.1"), 25);
        mark(bench.jdk("jvm/c-26", "26-ea"), 26);
        mark(bench.jdk("jvm/d-8", "1.8.0_412"), 8);
        launch().run().expect(25);
    }

    @Test
    void labJavaHomeIsUsedOrRefusedButNeverPassedOver() throws Exception {
        bench.jdk("jvm/temurin-25", "25.0.3");
        Path old = bench.jdk("old", "21.0.9");
        Ended ended = launch().with("LAB_JAVA_HOME", old).run().expect(4);
        assertThat(ended.err())
                .isEqualTo("lab: LAB_JAVA_HOME must name a JDK 25 or newer:\n  LAB_JAVA_HOME=" + old
                        + ": version 21.0.9\n");
        Path newer = mark(bench.jdk("new", "25"), 7);
        launch().with("LAB_JAVA_HOME", newer).run().expect(7);
    }

    @Test
    void withNoneAtAllItSaysWhatToInstall() throws Exception {
        Ended ended = launch().run().expect(4);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err())
                .isEqualTo(
                        ADVICE + "  nothing: no JAVA_HOME, no java on the PATH, none in the usual install folders\n");
    }

    @Test
    void withNoneThatWillDoItSaysWhatItLookedAt() throws Exception {
        Path old = bench.jdk("old", "17.0.15");
        Path installed = bench.jdk("jvm/jdk-21", "21.0.9");
        Path path = bench.pathWithout();
        Files.createSymbolicLink(path.resolve("java"), old.resolve("bin/java"));
        Ended ended =
                launch().with("PATH", path).with("JAVA_HOME", "/no/where").run().expect(4);
        assertThat(ended.err()).isEqualTo(ADVICE + """
                  JAVA_HOME=/no/where: no Java with a "release" file
                  java on the PATH (%s): version 17.0.15
                  %s: version 21.0.9
                """.formatted(old, installed));
    }

    @Test
    void aRuntimeWithoutCompilerRunsADistributionButBuildsNoCheckout() throws Exception {
        Path runtime = bench.runtime("runtime", "25.0.3");
        launch().with("JAVA_HOME", runtime).run().expect(0);
        Path checkout = bench.checkout("checkout");
        Ended ended =
                launch(checkout.resolve("lab")).with("JAVA_HOME", runtime).run().expect(4);
        assertThat(ended.err())
                .isEqualTo(ADVICE + "  JAVA_HOME=" + runtime + ": version 25.0.3, but a runtime without javac\n");
    }

    @Test
    void theScriptOfAVersionManagerIsAskedForItsRealHomeAtLast() throws Exception {
        Path home = mark(bench.jdk("hidden", "25.0.3"), 11);
        Path path = bench.pathWithout();
        Bench.script(path.resolve("java"), "#!/bin/sh\necho '    java.home = " + home + "' >&2\n");
        launch().with("PATH", path).run().expect(11);
    }

    @Test
    void whichJavaItIsCanBeAsked() throws Exception {
        Path home = bench.jdk("jvm/temurin-25", "25.0.3");
        Ended ended = new Launch(lab, "java-home")
                .with("PATH", bench.pathWithout())
                .with("LAB_JDK_FOLDERS", folders)
                .run();
        assertThat(ended.expect(0).out()).isEqualTo(home + "\n");
    }

    private Launch launch() throws IOException {
        return launch(lab);
    }

    private Launch launch(Path program) throws IOException {
        return new Launch(program, "runs").with("PATH", bench.pathWithout()).with("LAB_JDK_FOLDERS", folders);
    }

    /** Makes a stand-in for Java end with the given code, by which it is recognised. */
    private static Path mark(Path home, int exitCode) throws IOException {
        Bench.script(home.resolve("bin/java"), "#!/bin/sh\nexit " + exitCode + "\n");
        return home;
    }
}
