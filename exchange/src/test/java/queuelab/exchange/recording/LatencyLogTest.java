package queuelab.exchange.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogProcessor;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatencyLogTest {
    @TempDir
    Path folder;

    @Test
    void mergesRecordersAndIntervalsOfAMeasureAndKeepsWarmUpApart() throws IOException {
        try (LatencyLog log = LatencyLog.create(folder, List.of(Measure.SCHEDULE_LAG, Measure.SEND_TO_ACK))) {
            LatencyRecorder one = log.recorder(Measure.SCHEDULE_LAG);
            LatencyRecorder two = log.recorder(Measure.SCHEDULE_LAG);
            one.record(1_000, true);
            two.record(3_000, true);
            one.record(900_000, false);
            assertThat(log.flush().get(Measure.SCHEDULE_LAG).getTotalCount()).isEqualTo(3);
            two.record(5_000, true);
            Map<Measure, Histogram> second = log.flush();
            assertThat(second.get(Measure.SCHEDULE_LAG).getTotalCount()).isEqualTo(1);
            assertThat(second.get(Measure.SEND_TO_ACK).getTotalCount()).isZero();
            one.record(7_000, true);
        }
        Latencies latencies = LatencyLogReader.read(file());
        assertThat(latencies.complete()).isTrue();
        assertThat(latencies.measured(Measure.SCHEDULE_LAG).getTotalCount()).isEqualTo(4);
        assertThat(latencies.measured(Measure.SCHEDULE_LAG).getMaxValue()).isBetween(7_000L, 7_007L);
        assertThat(latencies.warmup(Measure.SCHEDULE_LAG).getTotalCount()).isEqualTo(1);
        assertThat(latencies.measured(Measure.DUE_TO_RECEIVE).getTotalCount()).isZero();
    }

    @Test
    void countsWhatCannotBeRecordedAndNeverClampsIt() throws IOException {
        try (LatencyLog log = LatencyLog.create(folder, List.of(Measure.DUE_TO_RECEIVE))) {
            LatencyRecorder recorder = log.recorder(Measure.DUE_TO_RECEIVE);
            assertThat(recorder.record(-1, true)).isFalse();
            assertThat(recorder.record(3_600_000_000_001L, false)).isFalse();
            assertThat(recorder.record(3_600_000_000_000L, true)).isTrue();
            assertThat(recorder.record(0, true)).isTrue();
            assertThat(log.invalidSamples()).isEqualTo(2);
        }
        Latencies latencies = LatencyLogReader.read(file());
        assertThat(latencies.invalidSamples()).isEqualTo(2);
        assertThat(latencies.measured(Measure.DUE_TO_RECEIVE).getTotalCount()).isEqualTo(2);
    }

    @Test
    void refusesAMeasureItWasNotCreatedFor() throws IOException {
        try (LatencyLog log = LatencyLog.create(folder, List.of(Measure.SCHEDULE_LAG))) {
            assertThatThrownBy(() -> log.recorder(Measure.DUE_TO_RECEIVE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("asked for DUE_TO_RECEIVE");
        }
    }

    @Test
    void opensWithTheLibrarysOwnReader() throws IOException {
        writeSome();
        Map<String, Long> counts = new TreeMap<>();
        try (var reader = new HistogramLogReader(file().toFile())) {
            // Null at the end, as the library's own tools expect where a comment comes last.
            EncodableHistogram histogram = reader.nextIntervalHistogram();
            while (histogram != null) {
                counts.merge(histogram.getTag(), ((Histogram) histogram).getTotalCount(), Long::sum);
                histogram = reader.nextIntervalHistogram();
            }
        }
        assertThat(counts).isEqualTo(Map.of("dueToReceive", 2L, "warmup.dueToReceive", 1L));
    }

    @Test
    void opensWithTheLibrarysLogProcessor() throws FileNotFoundException, IOException {
        writeSome();
        Path summary = folder.resolve("summary");
        new HistogramLogProcessor(new String[] {
                    "-i",
                    file().toString(),
                    "-o",
                    summary.toString(),
                    "-tag",
                    "dueToReceive",
                    "-outputValueUnitRatio",
                    "1"
                })
                .run();
        assertThat(folder.resolve("summary.hgrm")).content().contains("Total count    =            2");
    }

    @Test
    void handsOutIntervalsWithTheirTimes() throws IOException {
        long before = System.currentTimeMillis();
        writeSome();
        List<LatencyInterval> intervals = new ArrayList<>();
        LatencyLogReader.read(file(), intervals::add);
        assertThat(intervals).hasSize(2).allSatisfy(interval -> {
            assertThat(interval.startMillis()).isBetween(before, System.currentTimeMillis());
            assertThat(interval.endMillis()).isBetween(interval.startMillis(), System.currentTimeMillis());
        });
    }

    @Test
    void anIntervalHasItsOwnCountsWhileItIsHandedOut() throws IOException {
        try (LatencyLog log = LatencyLog.create(folder, List.of(Measure.SCHEDULE_LAG))) {
            LatencyRecorder recorder = log.recorder(Measure.SCHEDULE_LAG);
            recorder.record(1_000, true);
            log.flush();
            recorder.record(2_000, true);
            recorder.record(3_000_000_000L, true);
        }
        List<Long> counts = new ArrayList<>();
        Latencies all = LatencyLogReader.read(
                file(), interval -> counts.add(interval.histogram().getTotalCount()));
        assertThat(counts).containsExactly(1L, 2L);
        assertThat(all.measured(Measure.SCHEDULE_LAG).getTotalCount()).isEqualTo(3);
    }

    @Test
    void whatIsLongerByFarThanAllBeforeIsKeptBesideIt() throws IOException {
        try (LatencyLog log = LatencyLog.create(folder, List.of(Measure.SEND_TO_ACK))) {
            LatencyRecorder recorder = log.recorder(Measure.SEND_TO_ACK);
            for (long nanos = 1; nanos <= LatencyRecorder.LONGEST_NANOS; nanos *= 60) {
                recorder.record(nanos, true);
                recorder.record(nanos, true);
                assertThat(log.flush().get(Measure.SEND_TO_ACK).getTotalCount()).isEqualTo(2);
            }
            recorder.record(LatencyRecorder.LONGEST_NANOS, true);
            recorder.record(1, true);
        }
        Histogram all = LatencyLogReader.read(file()).measured(Measure.SEND_TO_ACK);
        assertThat(all.getTotalCount()).isEqualTo(18);
        assertThat(all.getCountAtValue(1)).isEqualTo(3);
        assertThat(all.getCountAtValue(LatencyRecorder.LONGEST_NANOS)).isEqualTo(1);
    }

    @Test
    void ofOneMeasureAloneNothingElseIsReadInto() throws IOException {
        try (LatencyLog log = LatencyLog.create(folder, List.of(Measure.SCHEDULE_LAG, Measure.SEND_TO_ACK))) {
            log.recorder(Measure.SCHEDULE_LAG).record(1_000, true);
            log.recorder(Measure.SEND_TO_ACK).record(2_000, true);
        }
        Latencies latencies = LatencyLogReader.read(file(), Measure.SEND_TO_ACK);
        assertThat(latencies.complete()).isTrue();
        assertThat(latencies.measured(Measure.SEND_TO_ACK).getTotalCount()).isEqualTo(1);
        assertThat(latencies.measured(Measure.SCHEDULE_LAG).getTotalCount()).isZero();
    }

    @Test
    void leavesOutALineThatWasBeingWrittenWhenTheProcessDied() throws IOException {
        writeSome();
        String text = Files.readString(file());
        int lastInterval = text.lastIndexOf("Tag=");
        Files.writeString(file(), text.substring(0, lastInterval + 40));
        Latencies latencies = LatencyLogReader.read(file());
        assertThat(latencies.complete()).isFalse();
        assertThat(latencies.measured(Measure.DUE_TO_RECEIVE).getTotalCount()).isEqualTo(2);
        assertThat(latencies.warmup(Measure.DUE_TO_RECEIVE).getTotalCount()).isZero();
    }

    @Test
    void damageIsNamedWithItsLine() throws IOException {
        assertThatThrownBy(() -> LatencyLogReader.read(file()))
                .isInstanceOf(DamagedRecording.class)
                .hasMessage(file() + ": is missing");
        writeSome();
        String text = Files.readString(file());
        Files.writeString(file(), text.replaceFirst("HISTFAA", "HISTXAA"));
        assertThatThrownBy(() -> LatencyLogReader.read(file()))
                .isInstanceOf(DamagedRecording.class)
                .hasMessageContaining("is damaged at line 5: its histogram cannot be decoded");
        Files.writeString(file(), text.replace("Tag=dueToReceive", "Tag=other"));
        assertThatThrownBy(() -> LatencyLogReader.read(file())).hasMessageContaining("unknown measure “other”");
        Files.writeString(file(), text.replace("Tag=dueToReceive,", "dueToReceive,"));
        assertThatThrownBy(() -> LatencyLogReader.read(file())).hasMessageContaining("expected Tag=");
        Files.writeString(file(), "");
        assertThatThrownBy(() -> LatencyLogReader.read(file())).hasMessageContaining("is no HdrHistogram log");
    }

    @Test
    void mergesTheLogsOfSeveralProcesses() throws IOException {
        writeSome();
        Latencies one = LatencyLogReader.read(file());
        Latencies both = new Latencies();
        both.add(one);
        both.add(one);
        assertThat(one.measured(Measure.DUE_TO_RECEIVE).getTotalCount()).isEqualTo(2);
        assertThat(both.measured(Measure.DUE_TO_RECEIVE).getTotalCount()).isEqualTo(4);
        assertThat(both.warmup(Measure.DUE_TO_RECEIVE).getTotalCount()).isEqualTo(2);
    }

    private void writeSome() throws IOException {
        try (LatencyLog log = LatencyLog.create(folder, List.of(Measure.DUE_TO_RECEIVE))) {
            LatencyRecorder recorder = log.recorder(Measure.DUE_TO_RECEIVE);
            recorder.record(250_000, true);
            recorder.record(350_000, true);
            recorder.record(9_000_000, false);
        }
    }

    private Path file() {
        return folder.resolve(LatencyLog.FILE);
    }
}
