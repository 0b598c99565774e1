package queuelab.exchange.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LabClockTest {
    private static final long HOUR = 3_600_000_000_000L;

    @AfterEach
    void setBack() {
        LabClock.correct(LabClock.nanoTime() - System.nanoTime() > HOUR / 2 ? HOUR : 0);
    }

    @Test
    void itIsTheHostsClockUntilItIsCorrected() {
        long before = System.nanoTime();
        long now = LabClock.nanoTime();
        assertThat(now).isBetween(before, System.nanoTime());
    }

    @Test
    void correctionsAddUp() {
        LabClock.correct(-2 * HOUR);
        LabClock.correct(HOUR);

        long ahead = LabClock.nanoTime() - System.nanoTime();
        assertThat(ahead).isBetween(HOUR - 1_000_000_000, HOUR);
    }
}
