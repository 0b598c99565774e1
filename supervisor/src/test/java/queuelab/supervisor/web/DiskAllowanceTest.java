package queuelab.supervisor.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings must not fill the disk, however many runs somebody starts. */
class DiskAllowanceTest {
    @TempDir
    private Path runs;

    @Test
    void thereIsRoomWhileTheRunsTakeLessThanTheyMay() throws Exception {
        Files.write(runs.resolve("recording"), new byte[1000]);
        assertThat(new DiskAllowance(runs, 1000, 0).shortage()).isEmpty();
    }

    @Test
    void aRunIsRefusedOnceTheOthersTakeAllTheyMay() throws Exception {
        Files.write(Files.createDirectories(runs.resolve("a/trials/1")).resolve("recording"), new byte[1001]);
        var allowance = new DiskAllowance(runs, 1000, 0);
        assertThatThrownBy(allowance::check)
                .isInstanceOf(RequestRefused.class)
                .hasMessageContaining("may take")
                .hasMessageContaining("remove some first");
    }

    @Test
    void aRunIsRefusedWhereTooLittleOfTheDiskIsFree() {
        assertThat(new DiskAllowance(runs, Long.MAX_VALUE, Long.MAX_VALUE).shortage())
                .hasValueSatisfying(words -> assertThat(words).contains("must stay free"));
    }
}
