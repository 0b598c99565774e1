package queuelab.supervisor.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import queuelab.supervisor.analysis.LadderResult.Rung;

/** Runs with several transports are told as a ladder. */
final class LadderAnalysisTest {
    @Test
    void waysAreSortedFromTheFastestWithTheRatioOfEachStep() {
        SampleLadder ladder = new SampleLadder();

        LadderResult result = results(ladder.atARate()).getFirst();

        assertThat(result.rungs())
                .extracting(Rung::way)
                .containsExactly(
                        "shared-memory",
                        "pipe",
                        "tcp",
                        "rpc",
                        "queue, memory",
                        "queue, memory, amqp",
                        "queue, durable");
        assertThat(result.byRate()).isFalse();
        assertThat(result.rungs().getFirst().step()).isNull();
        assertThat(result.rungs().get(1).step().ratio()).isCloseTo(20, within(5.0));
        assertThat(result.rungs().get(1).step().low()).isNotNull();
        assertThat(result.rungs().getLast().toFirst().ratio()).isGreaterThan(500);
        assertThat(result.rungs()).allSatisfy(rung -> assertThat(rung.lost()).isZero());
    }

    @Test
    void saturatingWaysAreSortedByWhatTheyReceive() {
        LadderResult result = results(new SampleLadder().saturating()).getFirst();

        assertThat(result.byRate()).isTrue();
        assertThat(result.rungs().getFirst().way()).isEqualTo("shared-memory");
        assertThat(result.rungs().get(1).step().ratio()).isGreaterThan(1);
    }

    @Test
    void oneTransportAloneIsNoLadder() {
        assertThat(results(new SampleConsumers().processes(n -> 190 * n, 1, 2))).isEmpty();
    }

    @Test
    void waysThatOnlyTheirVariantTellsApartAreNamedByIt() {
        List<TrialResult> trials =
                new ArrayList<>(new SampleLadder().way("spinning", "shared-memory", "", "1000/s", 2));
        trials.addAll(new SampleLadder().way("parking", "shared-memory", "", "1000/s", 8));
        trials.addAll(new SampleLadder().way("pipe", "pipe", "", "1000/s", 40));

        assertThat(results(trials).getFirst().rungs())
                .extracting(Rung::way)
                .containsExactly("shared-memory (spinning)", "shared-memory (parking)", "pipe");
    }

    private static List<LadderResult> results(List<TrialResult> trials) {
        return RunStatistics.results("ipc", "now", Map.of(), List.of(), trials).ladder();
    }
}
