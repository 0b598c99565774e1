package queuelab.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalHostTest {
    private static final String THIS_JDK = System.getProperty("java.home") + " " + Runtime.version();

    @TempDir
    Path home;

    private Path caches = Path.of("");

    @BeforeEach
    void trained() throws IOException {
        caches = Files.createDirectory(home.resolve("aot"));
        Files.createFile(caches.resolve("producer.aot"));
        Files.createFile(caches.resolve("consumer.aot"));
        Files.writeString(caches.resolve("jdk"), THIS_JDK);
    }

    @Test
    void workersThatWereTrainedCompileWithC2WhereThereIsTimeForIt() {
        assertThat(workers(true)).isEqualTo(Compilation.TIERED);
        assertThat(workers(false)).isEqualTo(Compilation.QUICKLY_STEADY);
    }

    @Test
    void withoutACacheOfEitherTheyDoNot() throws IOException {
        Files.delete(caches.resolve("consumer.aot"));

        assertThat(workers(true)).isEqualTo(Compilation.QUICKLY_STEADY);
    }

    @Test
    void norWithCachesOfAnotherJdkOrOfNobodyKnowsWhich() throws IOException {
        Files.writeString(caches.resolve("jdk"), "/opt/another 25.0.1+8");
        assertThat(workers(true)).isEqualTo(Compilation.QUICKLY_STEADY);

        Files.delete(caches.resolve("jdk"));
        assertThat(workers(true)).isEqualTo(Compilation.QUICKLY_STEADY);
    }

    private Compilation workers(boolean withC2) {
        return new LocalHost(Distribution.at(home)).ofWorkers(withC2);
    }
}
