package queuelab.supervisor.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import queuelab.exchange.recording.Sample;
import queuelab.exchange.recording.Sample.ProcessSample;

class TimeSeriesTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void aProcessThatFirstTellsAfterTwoSecondsCountedSinceTheStart() {
        var trace = new TrialTrace(
                SampleRecordings.record(SampleRun.persistenceTrials(1).getFirst(), 1, 8),
                List.of(sample(0, 0, 0), sample(1, 0, 0), sample(2, 2, 800), sample(3, 3, 1_200)),
                List.of(),
                List.of(),
                List.of());

        TimeSeries series = TimeSeries.of(trace, 100).orElseThrow();

        assertThat(series.seconds()).containsExactly(1.0, 2.0, 3.0);
        assertThat(series.sentPerSecond()).containsExactly(0.0, 400.0, 400.0);
    }

    /** Taken at a second after the start, of a producer that told its count at another; 0 for never. */
    private static Sample sample(long second, long told, long sent) {
        long toldAtNanos = told == 0 ? 0 : SampleRecordings.START_NANOS + told * SECOND;
        return new Sample(
                SampleRecordings.START_NANOS + second * SECOND,
                List.of(new ProcessSample("producer-1", 10, 1_000_000, 0, sent, 0, toldAtNanos, 0, 0, 0)),
                0,
                0,
                0);
    }
}
