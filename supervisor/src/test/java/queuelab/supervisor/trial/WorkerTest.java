package queuelab.supervisor.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import queuelab.exchange.control.Report;
import queuelab.supervisor.host.ChildSpec.Role;
import queuelab.supervisor.host.Figures.ProcessFigures;

class WorkerTest {
    private final Worker worker = new Worker(new IdleChild(Role.CONSUMER, List.of("out of luck")));

    @Test
    void theTightestClockReadingCounts() {
        worker.clockRead(0, 600, 1000);
        worker.clockRead(2000, 2053, 2100);
        worker.clockRead(3000, 3900, 4000);

        assertThat(worker.record().clockOffsetNanos()).isEqualTo(3);
        assertThat(worker.record().clockBoundNanos()).isEqualTo(50);
    }

    @Test
    void anExitAfterFinishingIsNoFailure() {
        worker.finished(new Report.Finished(1, 1, 0, 0, 10, 5, 1, 0));
        worker.exited(0);

        assertThat(worker.hasFailed()).isFalse();
        assertThat(worker.record().exitCode()).isZero();
    }

    @Test
    void anExitThatNobodyAskedForIsAFailureEvenWithCodeZero() {
        worker.exited(0);

        assertThat(worker.failure()).isEqualTo("exited with code 0; its last log lines: out of luck");
    }

    @Test
    void aKilledWorkerIsAFailureWithItsExitCodeAndLastWords() {
        worker.failed("the connection broke");
        worker.exited(137);

        assertThat(worker.record().failure())
                .isEqualTo("the connection broke; exited with code 137; its last log lines: out of luck");
    }

    @Test
    void aWorkerThatItsAgentCouldNotStartFailedAndNeverWas() {
        var planned = new Worker(new IdleChild(IdleChild.spec(Role.CONSUMER, 2, Path.of("r")), 0, List.of()));
        assertThat(planned.neverWas()).isFalse();

        planned.lost("agent consumer-1 did not start it: no such program");

        assertThat(planned.neverWas()).isTrue();
        assertThat(planned.state()).isEqualTo(ProcessStatus.State.FAILED);
        assertThat(planned.failure()).isEqualTo("agent consumer-1 did not start it: no such program");
    }

    @Test
    void aWorkerThatIsGoneWithItsAgentIsAFailureThatNamesIt() {
        worker.lost("agent consumer-2 was not heard of for over 10 s");

        assertThat(worker.isGone()).isTrue();
        assertThat(worker.isDone()).isTrue();
        assertThat(worker.state()).isEqualTo(ProcessStatus.State.LOST);
        assertThat(worker.neverWas()).isFalse();
        assertThat(worker.record().exitCode()).isNull();
        assertThat(worker.record().failure()).isEqualTo("agent consumer-2 was not heard of for over 10 s");
    }

    @Test
    void aClockThatDiffersForSureIsCorrectedAndReadAnew() {
        worker.clockRead(0, 5_000_050, 100);
        assertThat(worker.clockDiffers()).isTrue();
        assertThat(worker.clockCorrected()).isEqualTo(5_000_000);
        worker.clockRead(1_000, 1_060, 1_100);

        assertThat(worker.clockDiffers()).isFalse();
        assertThat(worker.record().clockCorrectionNanos()).isEqualTo(5_000_000);
        assertThat(worker.record().clockOffsetNanos()).isEqualTo(10);
        assertThat(worker.record().clockBoundNanos()).isEqualTo(50);
    }

    @Test
    void cpuAndTheWorstThreadsRunDelayCountWithinTheWindowAndPeaksNeverSink() {
        worker.sampled(new ProcessFigures(100, 50, 60, Map.of("1", 7L, "2", 100L)));
        worker.measureStarts();
        worker.sampled(new ProcessFigures(400, 40, 40, Map.of("1", 30L, "2", 110L, "3", 5L)));
        worker.measureEnds();

        assertThat(worker.record().measuredCpuMillis()).isEqualTo(300);
        assertThat(worker.record().peakRssBytes()).isEqualTo(60);
        assertThat(worker.record().runDelayMillis()).isEqualTo(23);
    }

    @Test
    void whatABrokerUsedInTheWindowIsReadFromOutsideBecauseItKnowsNoWindow() {
        var broker = new Worker(new IdleChild(Role.BROKER, List.of()));
        broker.sampled(new ProcessFigures(100, 50, 60, Map.of()));
        broker.measureStarts();
        broker.sampled(new ProcessFigures(400, 40, 40, Map.of()));
        broker.measureEnds();
        broker.finished(new Report.Finished(0, 0, 0, 0, 900, 0, 0, 0));

        assertThat(broker.record().measuredCpuMillis()).isEqualTo(300);
        assertThat(broker.record().cpuMillis()).isEqualTo(900);
    }
}
