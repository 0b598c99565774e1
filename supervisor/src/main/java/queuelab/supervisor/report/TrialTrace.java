package queuelab.supervisor.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.recording.ActivityLog;
import queuelab.exchange.recording.BrokerActivity;
import queuelab.exchange.recording.LatencyLog;
import queuelab.exchange.recording.LatencyLogReader;
import queuelab.exchange.recording.Measure;
import queuelab.exchange.recording.Sample;
import queuelab.exchange.recording.SampleLog;
import queuelab.exchange.recording.TrialRecord;
import queuelab.exchange.recording.TrialRecordFile;

/**
 * What the report draws of one trial beyond its results, read from its recordings.
 *
 * @param record absent where it could not be read; then there is nothing else either
 * @param samples in the order of time
 * @param latency dueToReceive by percentile; empty where nothing was measured
 * @param activity what the lab's own broker did, in the order of time; empty where there was none
 * @param unreadable what could not be read, in words
 */
record TrialTrace(
        @Nullable TrialRecord record,
        List<Sample> samples,
        List<Quantile> latency,
        List<BrokerActivity> activity,
        List<String> unreadable) {
    private static final int QUANTILES_PER_DECADE = 8;

    TrialTrace {
        samples = List.copyOf(samples);
        latency = List.copyOf(latency);
        activity = List.copyOf(activity);
        unreadable = List.copyOf(unreadable);
    }

    /**
     * A point of a latency distribution.
     *
     * @param oneIn of how many messages one is slower: 100 for p99; infinite never, the slowest of n stands at n
     */
    record Quantile(double oneIn, long nanos) {}

    static TrialTrace none() {
        return new TrialTrace(null, List.of(), List.of(), List.of(), List.of());
    }

    /** A trial's record alone; absent where it cannot be read. */
    static @Nullable TrialRecord record(Path folder) {
        try {
            return TrialRecordFile.read(folder);
        } catch (IOException e) {
            return null;
        }
    }

    /** Reads a trial's folder; what is missing or damaged is said and the rest is there. */
    static TrialTrace read(Path folder) {
        List<String> unreadable = new ArrayList<>();
        TrialRecord record;
        try {
            record = TrialRecordFile.read(folder);
        } catch (IOException e) {
            return new TrialTrace(null, List.of(), List.of(), List.of(), List.of(reason(folder, e)));
        }
        List<Sample> samples = List.of();
        try {
            samples = SampleLog.read(folder);
        } catch (IOException e) {
            unreadable.add(reason(folder, e));
        }
        Histogram latency = new Histogram(3);
        for (TrialRecord.Child child : record.processes()) {
            if (child.role().equals("consumer")) {
                try {
                    latency.add(LatencyLogReader.read(
                                    folder.resolve(child.folder()).resolve(LatencyLog.FILE), Measure.DUE_TO_RECEIVE)
                            .measured(Measure.DUE_TO_RECEIVE));
                } catch (IOException e) {
                    unreadable.add(reason(folder, e));
                }
            }
        }
        return new TrialTrace(record, samples, quantiles(latency), activity(folder, unreadable), unreadable);
    }

    /** An external broker leaves none, and a trial of a lab that did not record it has none either. */
    private static List<BrokerActivity> activity(Path folder, List<String> unreadable) {
        Path broker = folder.resolve("broker");
        if (!Files.exists(broker.resolve(BrokerActivity.FILE))) {
            return List.of();
        }
        try {
            return ActivityLog.read(broker);
        } catch (IOException e) {
            unreadable.add(reason(folder, e));
            return List.of();
        }
    }

    /** Without the folder's place on this machine: a report is for people elsewhere. */
    private static String reason(Path folder, IOException e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        Path name = folder.getFileName();
        return message.replace(folder.toString(), name == null ? "" : name.toString());
    }

    private static List<Quantile> quantiles(Histogram histogram) {
        List<Quantile> quantiles = new ArrayList<>();
        long count = histogram.getTotalCount();
        if (count == 0) {
            return quantiles;
        }
        quantiles.add(new Quantile(1, histogram.getMinValue()));
        for (int step = 1; Math.pow(10, (double) step / QUANTILES_PER_DECADE) < count; step++) {
            double oneIn = Math.pow(10, (double) step / QUANTILES_PER_DECADE);
            quantiles.add(new Quantile(oneIn, histogram.getValueAtPercentile(100 * (1 - 1 / oneIn))));
        }
        quantiles.add(new Quantile((double) count, histogram.getMaxValue()));
        return quantiles;
    }
}
