package queuelab.supervisor.host.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import queuelab.supervisor.host.Figures.ProcessFigures;

class RemoteFiguresTest {
    private static final long SECOND = 1_000_000_000;

    private final RemoteFigures figures = new RemoteFigures();

    @Test
    void nothingIsKnownBeforeTheAgentTold() {
        assertThat(figures.now(0)).isEmpty();
    }

    @Test
    void cpuTimeIsReckonedOnFromTheLastTelling() {
        tell(1_000, 0, 0);
        tell(1_500, SECOND, SECOND + 300_000_000);

        assertThat(cpuMillisAt(SECOND + 300_000_000)).isEqualTo(1_500);
        assertThat(cpuMillisAt(SECOND + 800_000_000)).isEqualTo(1_750);
    }

    @Test
    void itIsNotReckonedOnForEver() {
        tell(1_000, 0, 0);
        tell(1_500, SECOND, SECOND);

        assertThat(cpuMillisAt(60 * SECOND)).isEqualTo(2_250);
    }

    @Test
    void cpuTimeNeverSinks() {
        tell(1_000, 0, 0);
        tell(2_000, SECOND, SECOND);
        assertThat(cpuMillisAt(2 * SECOND)).isEqualTo(3_000);

        tell(2_100, 2 * SECOND, 2 * SECOND);
        assertThat(cpuMillisAt(2 * SECOND)).isEqualTo(3_000);
    }

    private void tell(long cpuMillis, long readNanos, long atNanos) {
        figures.take(new ProcessFigures(cpuMillis, 1, 2, Map.of()), readNanos, atNanos);
    }

    private long cpuMillisAt(long nanos) {
        return figures.now(nanos).orElseThrow().cpuMillis();
    }
}
