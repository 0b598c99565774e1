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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the kernel says of threads that took a slice. Before Linux 6.12 none is granted. */
class SchedulingSliceTest {
    private static final Path SCHEDULING = Path.of("/proc/thread-self/sched");
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
            SchedulingSlice.MEASURING.take();
            return List.of(slice(), onNewThread(SchedulingSliceTest::slice));
        });

        assertThat(taken).containsExactly(100_000L, 100_000L);
        assertThat(slice()).isEqualTo(ofSystem);
    }

    @Test
    void accountingHasTheSystemsAgain() {
        long ofSystem = slice();

        List<Long> taken = onNewThread(() -> {
            SchedulingSlice.CARRYING.take();
            long carrying = slice();
            SchedulingSlice.ACCOUNTING.take();
            return List.of(carrying, slice());
        });

        assertThat(taken).containsExactly(500_000L, ofSystem);
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
