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
import org.junit.jupiter.api.Test;

/** What the kernel says of threads that took a slice; where it does not say it, nothing can be seen. */
class SchedulingSliceTest {
    private static final Path SCHEDULING = Path.of("/proc/thread-self/sched");
    private static final Executor NEW_THREAD = task -> Thread.ofPlatform().start(task);

    @Test
    void aThreadHandsItsSliceDownAndKeepsItsOwnWhenAnotherIsTaken() {
        long ofSystem = slice();

        List<Long> taken = onNewThread(() -> {
            SchedulingSlice.MEASURING.take();
            return List.of(slice(), onNewThread(SchedulingSliceTest::slice));
        });

        assumeThat(taken.getFirst())
                .as("a slice asked for, which is granted since Linux 6.12")
                .isNotEqualTo(ofSystem);
        assertThat(taken).containsExactly(100_000L, 100_000L);
        assertThat(slice()).isEqualTo(ofSystem);
    }

    @Test
    void accountingHasTheSystemsAgain() {
        long ofSystem = slice();

        long afterwards = onNewThread(() -> {
            SchedulingSlice.CARRYING.take();
            SchedulingSlice.ACCOUNTING.take();
            return slice();
        });

        assertThat(afterwards).isEqualTo(ofSystem);
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
