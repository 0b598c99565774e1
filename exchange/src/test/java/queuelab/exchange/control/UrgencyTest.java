package queuelab.exchange.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the kernel says of threads that took an urgency. Before Linux 6.12 no slice is granted. */
class UrgencyTest {
    private static final Path THIS_THREAD = Path.of("/proc/thread-self");
    private static final Path SCHEDULING = THIS_THREAD.resolve("sched");
    private static final Executor NEW_THREAD = task -> Thread.ofPlatform().start(task);

    @BeforeEach
    void onLinuxThatGrantsThem() {
        assumeThat(System.getProperty("os.name")).isEqualTo("Linux");
        String[] version = System.getProperty("os.version").split("\\D+");
        assumeThat(Integer.parseInt(version[0]) * 1000 + Integer.parseInt(version[1]))
                .as("the kernel's version, in thousands")
                .isGreaterThanOrEqualTo(6012);
    }

    @Test
    void aThreadHandsItsSliceDownAndKeepsItsOwnWhenAnotherIsTaken() {
        long ofSystem = slice();

        List<Long> taken = onNewThread(() -> {
            Urgency.MEASURING.take();
            return List.of(slice(), onNewThread(UrgencyTest::slice));
        });

        assertThat(taken).containsExactly(100_000L, 100_000L);
        assertThat(slice()).isEqualTo(ofSystem);
    }

    @Test
    void whatWaitsHasTheSystemsSliceAgain() {
        long ofSystem = slice();

        List<Long> taken = onNewThread(() -> {
            Urgency.CARRYING.take();
            long carrying = slice();
            Urgency.WAITING.take();
            return List.of(carrying, slice());
        });

        assertThat(taken).containsExactly(500_000L, ofSystem);
    }

    @Test
    void whatWaitsIsNicerAndHandsItDown() {
        List<Integer> taken = onNewThread(() -> {
            Urgency.WAITING.take();
            return List.of(nice(THIS_THREAD), onNewThread(() -> nice(THIS_THREAD)));
        });

        assertThat(taken).allSatisfy(nice -> assertThat(nice).isGreaterThanOrEqualTo(5));
    }

    @Test
    void nobodyIsMadeLessNiceThanHeWas() {
        int taken = onNewThread(() -> {
            Urgency.WAITING.take();
            assertThat(Urgency.CARRYING.take()).isTrue();
            return nice(THIS_THREAD);
        });

        assertThat(taken).isGreaterThanOrEqualTo(5);
    }

    @Test
    void compilersGiveWay() throws IOException {
        assertThat(Urgency.WAITING.giveToCompilers()).isTrue();

        try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
            List<Path> compilers = threads.filter(UrgencyTest::compiles).toList();
            assertThat(compilers)
                    .isNotEmpty()
                    .allSatisfy(compiler -> assertThat(nice(compiler)).isGreaterThanOrEqualTo(5));
        }
    }

    private static boolean compiles(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).contains("Compiler");
        } catch (IOException e) {
            return false; // a thread of the test before, which has ended since
        }
    }

    /** The 19th field of proc_pid_stat(5), counted from behind the name, which may hold spaces. */
    private static int nice(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T onNewThread(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, NEW_THREAD).join();
    }

    private static long slice() {
        assumeThat(SCHEDULING).exists();
        try {
            OptionalLong slice = Files.readAllLines(SCHEDULING).stream()
                    .filter(line -> line.startsWith("se.slice "))
                    .mapToLong(line ->
                            Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
                    .findFirst();
            assumeThat(slice).as("the slice in " + SCHEDULING).isPresent();
            return slice.getAsLong();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
