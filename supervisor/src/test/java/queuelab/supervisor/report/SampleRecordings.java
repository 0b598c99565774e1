package queuelab.supervisor.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hipparchus.random.RandomGenerator;
import org.hipparchus.random.Well19937c;
import queuelab.exchange.control.TrialWindow;
import queuelab.exchange.recording.LatencyLog;
import queuelab.exchange.recording.LatencyRecorder;
import queuelab.exchange.recording.Measure;
import queuelab.exchange.recording.Sample;
import queuelab.exchange.recording.Sample.ProcessSample;
import queuelab.exchange.recording.SampleLog;
import queuelab.exchange.recording.TrialRecord;
import queuelab.exchange.recording.TrialRecordFile;
import queuelab.supervisor.analysis.TrialResult;

/** The recordings that trials would have left: trial record, samples of each second and consumers' latency logs. */
final class SampleRecordings {
    static final long START_NANOS = 5_000_000_000L;

    private SampleRecordings() {}

    static void write(RunFolder run, List<TrialResult> trials, int consumers, int seconds, int latencies)
            throws IOException {
        RandomGenerator random = new Well19937c(3);
        for (TrialResult trial : trials) {
            Path folder = Files.createDirectories(run.trial(trial.id()));
            TrialRecordFile.write(folder, record(trial, consumers, seconds));
            samples(folder, trial, consumers, seconds, random);
            for (int consumer = 1; consumer <= consumers; consumer++) {
                latency(Files.createDirectories(folder.resolve("consumer-" + consumer)), trial, latencies, random);
            }
        }
    }

    static TrialRecord record(TrialResult trial, int consumers, int seconds) {
        List<TrialRecord.Child> children = new ArrayList<>(List.of(child("broker", 1), child("producer", 1)));
        for (int consumer = 1; consumer <= consumers; consumer++) {
            children.add(child("consumer", consumer));
        }
        return new TrialRecord(
                TrialRecord.SCHEMA,
                trial.id(),
                trial.variant(),
                trial.point(),
                trial.repeat(),
                1,
                Map.of("queue.storage", trial.variant()),
                SampleRun.STARTED,
                START_NANOS,
                new TrialWindow(seconds / 4 * 1_000_000_000L, seconds / 2 * 1_000_000_000L, 30_000_000_000L),
                new TrialRecord.Broker(
                        "process",
                        "tcp://127.0.0.1:61616",
                        "2.55.0",
                        "NIO",
                        "NIO",
                        Map.of(
                                "journalBufferTimeoutNanos",
                                "100000",
                                "persistenceEnabled",
                                "true",
                                TrialRecord.Broker.START_MILLIS,
                                trial.id())),
                children,
                List.of(),
                true,
                1_000_000,
                false,
                List.of(),
                List.of());
    }

    private static TrialRecord.Child child(String role, int index) {
        return new TrialRecord.Child(
                role, index, role + "-" + index, 4_000, 3_999, 5_000, 2_000, 10, 5, 100_000_000, 0, 0, 5_000, null);
    }

    private static void samples(Path folder, TrialResult trial, int consumers, int seconds, RandomGenerator random)
            throws IOException {
        double rate = trial.throughput().sentPerSecond();
        double p50Nanos = trial.latency().get("dueToReceive").p50Nanos();
        long sent = 0;
        try (SampleLog log = SampleLog.create(folder)) {
            for (int second = -1; second <= seconds; second++) {
                boolean flowing = second > 0 && second <= seconds * 3 / 4;
                sent += flowing ? Math.round(rate * (1 + 0.01 * random.nextGaussian())) : 0;
                long busy = Math.max(0, second + 1) * 300L + 1_500;
                List<ProcessSample> processes = new ArrayList<>();
                processes.add(
                        new ProcessSample("broker", busy * 2, 600_000_000L + second * 4_000_000L, 5, 0, 0, 0, 0, 0));
                processes.add(new ProcessSample("producer-1", busy, 105_000_000L, 5, sent, 0, 0, 0, 0));
                for (int consumer = 1; consumer <= consumers; consumer++) {
                    double off = StrictMath.exp(0.2 * random.nextGaussian());
                    processes.add(new ProcessSample(
                            "consumer-" + consumer,
                            busy / consumers + consumer * 40L,
                            110_000_000L + consumer * 3_000_000L,
                            5,
                            0,
                            sent
                                    * (consumers + 3 - consumer)
                                    / ((consumers + 3L) * consumers - consumers * (consumers + 1L) / 2),
                            flowing ? Math.round(p50Nanos * off) : 0,
                            flowing ? Math.round(p50Nanos * 3 * off) : 0,
                            0));
                }
                log.add(new Sample(
                        START_NANOS + second * 1_000_000_000L, processes, flowing ? random.nextInt(40) : 0, second, 0));
            }
        }
    }

    private static void latency(Path folder, TrialResult trial, int latencies, RandomGenerator random)
            throws IOException {
        double p50Nanos = trial.latency().get("dueToReceive").p50Nanos();
        try (LatencyLog log = LatencyLog.create(folder, List.of(Measure.DUE_TO_RECEIVE))) {
            LatencyRecorder recorder = log.recorder(Measure.DUE_TO_RECEIVE);
            for (int i = 0; i < latencies; i++) {
                double tail = random.nextDouble() < 0.02 ? 5 * random.nextDouble() + 2 : 1;
                recorder.record(Math.round(p50Nanos * tail * StrictMath.exp(0.4 * random.nextGaussian())), true);
            }
        }
    }
}
