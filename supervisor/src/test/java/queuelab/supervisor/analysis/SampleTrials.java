package queuelab.supervisor.analysis;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hipparchus.random.RandomGenerator;
import org.hipparchus.random.Well19937c;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.recording.DiskProbe;
import queuelab.exchange.recording.Measure;
import queuelab.supervisor.analysis.TrialResult.Check;
import queuelab.supervisor.analysis.TrialResult.Delivery;
import queuelab.supervisor.analysis.TrialResult.Fairness;
import queuelab.supervisor.analysis.TrialResult.Journal;
import queuelab.supervisor.analysis.TrialResult.Latency;
import queuelab.supervisor.analysis.TrialResult.Occupation;
import queuelab.supervisor.analysis.TrialResult.ProcessResult;
import queuelab.supervisor.analysis.TrialResult.Stages;
import queuelab.supervisor.analysis.TrialResult.Throughput;

/** Judged trials with figures as a real run has them, made from a seed. */
public final class SampleTrials {
    private final RandomGenerator random;
    private int made;

    public SampleTrials(long seed) {
        random = new Well19937c(seed);
    }

    /**
     * A trial that passed.
     *
     * @param perSecond offered rate, or 0 for one that saturates
     * @param p50Micros median latency around which this trial falls
     */
    public TrialResult passed(
            String variant, Map<String, String> point, int repeat, double perSecond, double p50Micros) {
        made++;
        double off = StrictMath.exp(0.05 * random.nextGaussian());
        boolean saturates = perSecond == 0;
        double rate = saturates ? 18_000 * 300 / p50Micros * off : perSecond;
        long count = Math.round(rate * 15);
        Map<String, Latency> latency = new LinkedHashMap<>();
        latency.put(Measure.DUE_TO_RECEIVE.tag(), latency(count, p50Micros * off));
        latency.put(Measure.SEND_TO_RECEIVE.tag(), latency(count, p50Micros * 0.9 * off));
        latency.put(Measure.SEND_TO_ACK.tag(), latency(count, p50Micros * 0.8 * off));
        latency.put(Measure.SCHEDULE_LAG.tag(), latency(count, saturates ? p50Micros : 40 * off));
        long all = Math.round(rate * 20);
        return new TrialResult(
                "%03d-%s-%d".formatted(made, variant, repeat),
                variant,
                point,
                repeat,
                Verdict.PASS,
                List.of(),
                processes(),
                new Throughput(saturates ? null : perSecond, rate * 0.99999, rate * 0.99998),
                latency,
                new Delivery(all, all, 0, 0, all, all, 0, 0, 0, 0, 0, 0, 0),
                saturates,
                checks(),
                List.of(),
                List.of(),
                List.of(),
                stages(variant.contains("memory"), p50Micros * 0.9 * 1.15 * off),
                new Journal("NIO", "NIO", 100_000L, true),
                new DiskProbe("NIO", 1, 0, "ext4", "/dev/vda", "", 1_000, 160_000, 147_000, 210_000, 371_000, 900_000),
                Map.of(),
                null,
                null);
    }

    /** What is not spent in storing is the same, whatever the storage. */
    private static Stages stages(boolean memory, double wholeMicros) {
        double stored = memory ? 20 : wholeMicros - 200;
        Map<String, Double> means = new LinkedHashMap<>();
        means.put("clientToBroker", 90_000.0);
        means.put("stored", Math.rint(stored * 1_000));
        means.put("waiting", 30_000.0);
        means.put("brokerToClient", Math.rint((wholeMicros - stored - 120) * 1_000));
        return new Stages("", means, Math.rint(wholeMicros * 1_000), 0.0, 0.0);
    }

    private List<ProcessResult> processes() {
        int pid = 4_000 + made * 10;
        return List.of(
                process("broker", 1, pid, 1_200_000_000L),
                process("producer", 1, pid + 1, 110_000_000L),
                process("consumer", 1, pid + 2, 120_000_000L));
    }

    private ProcessResult process(String role, int index, long pid, long peakRssBytes) {
        long cpuMillis = 4_000 + random.nextInt(500);
        return new ProcessResult(role, index, pid, 3_999, cpuMillis, peakRssBytes, 0, cpuMillis / 2);
    }

    private Latency latency(long count, double p50Micros) {
        return new Latency(
                count,
                nanos(p50Micros * 0.4),
                p50Micros * 1.15 * 1_000,
                nanos(p50Micros),
                nanos(p50Micros * 1.6),
                nanos(p50Micros * 3.1),
                count < 10_000 ? null : nanos(p50Micros * 8),
                nanos(p50Micros * (20 + 20 * random.nextDouble())));
    }

    private static List<Check> checks() {
        return List.of(
                new Check("clock", 1_200.0, 5_500.0, "ns", true, "clocks agree within 1.2 µs, 5.5 µs are allowed"),
                new Check(
                        "achievedRate",
                        0.99999,
                        0.99,
                        "ratio",
                        true,
                        "100.0 % of the offered rate was sent, 99 % are asked"));
    }

    private static @Nullable Long nanos(double micros) {
        return Math.round(micros * 1_000);
    }

    /** The same trial with another verdict. */
    public static TrialResult judged(TrialResult trial, Verdict verdict, String... reasons) {
        return changed(trial, verdict, List.of(reasons), trial.throughput(), trial.delivery());
    }

    /** The same trial with other delivery counts. */
    public static TrialResult delivered(TrialResult trial, Delivery delivery) {
        return changed(trial, trial.verdict(), trial.reasons(), trial.throughput(), delivery);
    }

    /** The same trial, in which the broker was killed so many times. */
    public static TrialResult killed(TrialResult trial, int times) {
        var fault = new Happened.FaultFacts(
                1_000_000_000,
                "killed broker-1 (kill -9)",
                "broker-1",
                "killed",
                true,
                1_500_000_000L,
                1_600_000_000L,
                2_000_000_000L,
                250_000_000L,
                7L,
                new Happened.Messages(0, 1, 2, 0, 0));
        return trial.with(new Happened(Collections.nCopies(times, fault), List.of(), null));
    }

    /** The same trial with another throughput. */
    public static TrialResult withThroughput(TrialResult trial, Throughput throughput) {
        return changed(trial, trial.verdict(), trial.reasons(), throughput, trial.delivery());
    }

    /** The same trial under another id. */
    public static TrialResult named(TrialResult trial, String id) {
        return changed(id, trial, trial.verdict(), trial.reasons(), trial.throughput(), trial.delivery());
    }

    /** The same trial with settings, and with what its consumers did. */
    public static TrialResult consuming(
            TrialResult trial,
            Map<String, String> settings,
            Map<String, Latency> latency,
            boolean saturated,
            @Nullable Fairness fairness,
            @Nullable Occupation occupation) {
        Map<String, Latency> all = new LinkedHashMap<>(trial.latency());
        all.putAll(latency);
        return new TrialResult(
                trial.id(),
                trial.variant(),
                trial.point(),
                trial.repeat(),
                trial.verdict(),
                trial.reasons(),
                trial.processes(),
                trial.throughput(),
                all,
                trial.delivery(),
                saturated,
                trial.checks(),
                trial.queues(),
                trial.offences(),
                trial.remarks(),
                trial.stages(),
                trial.journal(),
                trial.disk(),
                settings,
                fairness,
                occupation);
    }

    private static TrialResult changed(
            TrialResult trial, Verdict verdict, List<String> reasons, Throughput throughput, Delivery delivery) {
        return changed(trial.id(), trial, verdict, reasons, throughput, delivery);
    }

    private static TrialResult changed(
            String id,
            TrialResult trial,
            Verdict verdict,
            List<String> reasons,
            Throughput throughput,
            Delivery delivery) {
        return new TrialResult(
                id,
                trial.variant(),
                trial.point(),
                trial.repeat(),
                verdict,
                reasons,
                trial.processes(),
                throughput,
                trial.latency(),
                delivery,
                trial.saturated(),
                trial.checks(),
                trial.queues(),
                trial.offences(),
                trial.remarks(),
                trial.stages(),
                trial.journal(),
                trial.disk(),
                trial.settings(),
                trial.fairness(),
                trial.occupation());
    }

    /** The same trial, in which a setting changed while messages flowed and a backlog built up. */
    public static TrialResult behind(TrialResult trial, long messages, @Nullable Long caughtUpNanos) {
        var change = new Happened.ChangeFacts(
                8_000_000_000L, "consumer.processes", "4", "4 consumer processes take part now");
        return trial.with(new Happened(
                List.of(), List.of(change), new Happened.Backlog(0, messages, 5_000_000_000L, caughtUpNanos)));
    }
}
