package queuelab.supervisor.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.hipparchus.random.RandomGenerator;
import org.hipparchus.random.Well19937c;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.recording.Measure;
import queuelab.supervisor.analysis.TrialResult.Fairness;
import queuelab.supervisor.analysis.TrialResult.Latency;
import queuelab.supervisor.analysis.TrialResult.Occupation;
import queuelab.supervisor.analysis.TrialResult.Share;
import queuelab.supervisor.analysis.TrialResult.Throughput;

/** Trials of runs about consumers, as the lab would judge them; each figure may be changed before the trial is made. */
public final class SampleConsumers {
    private final SampleTrials samples = new SampleTrials(5);
    private final RandomGenerator random = new Well19937c(9);
    private final Map<String, String> settings = new LinkedHashMap<>();
    private double noise = 0.01;
    private double handlingMillis = 5;
    private double handlingSquaredVariation;
    private @Nullable Double lockWaitShare;
    private double machineCores = 0.6;
    private double brokerCores = 0.2;
    private long depthMost = 200;
    private double waitedMillis = 20;
    private boolean saturated;
    private double[] shares = {};

    /** Saturating, work {@code sleep 5ms}. */
    public SampleConsumers() {
        settings.put("queue.storage", "memory");
        settings.put("producer.load", "saturate");
        settings.put("producer.size", "1KiB");
        settings.put("consumer.window", "16KiB");
        settings.put("consumer.work", "sleep 5ms");
    }

    public SampleConsumers set(String key, String value) {
        settings.put(key, value);
        return this;
    }

    public SampleConsumers noise(double relative) {
        noise = relative;
        return this;
    }

    public SampleConsumers handling(double millis, double squaredVariation) {
        handlingMillis = millis;
        handlingSquaredVariation = squaredVariation;
        return this;
    }

    public SampleConsumers lockWait(double share) {
        lockWaitShare = share;
        return this;
    }

    public SampleConsumers cores(double machine, double broker) {
        machineCores = machine;
        brokerCores = broker;
        return this;
    }

    public SampleConsumers depth(long most) {
        depthMost = most;
        return this;
    }

    public SampleConsumers waited(double millis) {
        waitedMillis = millis;
        return this;
    }

    public SampleConsumers saturated(boolean is) {
        saturated = is;
        return this;
    }

    /** Of each consumer, in order; even ones where this is not called. */
    public SampleConsumers shares(double... ofEach) {
        shares = ofEach;
        return this;
    }

    /** Three trials each of points that differ in their number of processes. */
    public List<TrialResult> processes(DoubleUnaryOperator perSecond, int... numbers) {
        List<TrialResult> trials = new ArrayList<>();
        for (int number : numbers) {
            trials.addAll(point("base", Map.of("consumer.processes", "" + number), number, 1, perSecond));
        }
        return trials;
    }

    /** Three trials each of points that differ in their number of threads, one process each; a variant each. */
    public List<TrialResult> threads(DoubleUnaryOperator perSecond, int... numbers) {
        List<TrialResult> trials = new ArrayList<>();
        for (int number : numbers) {
            trials.addAll(point("threads-" + number, Map.of(), 1, number, perSecond));
        }
        return trials;
    }

    public List<TrialResult> point(
            String variant, Map<String, String> point, int processes, int threads, DoubleUnaryOperator perSecond) {
        return IntStream.rangeClosed(1, 3)
                .mapToObj(repeat -> trial(variant, point, repeat, processes, threads, perSecond))
                .toList();
    }

    private TrialResult trial(
            String variant,
            Map<String, String> point,
            int repeat,
            int processes,
            int threads,
            DoubleUnaryOperator perSecond) {
        double received = perSecond.applyAsDouble(processes * threads) * Math.exp(noise * random.nextGaussian());
        String load = settings.getOrDefault("producer.load", "");
        Double offered = load.equals("saturate") ? null : Double.valueOf(load.replace("/s", ""));
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("consumer.processes", "" + processes);
        all.put("consumer.threads", "" + threads);
        Map<String, Latency> latency = new LinkedHashMap<>();
        latency.put(Measure.DUE_TO_RECEIVE.tag(), latency(waitedMillis + 0.5, 0.5));
        latency.put(Measure.SEND_TO_RECEIVE.tag(), latency(waitedMillis + 0.4, 0.4));
        latency.put(Measure.HANDLING.tag(), latency(handlingMillis, handlingMillis));
        return SampleTrials.consuming(
                SampleTrials.withThroughput(
                        samples.passed(variant, point, repeat, offered == null ? 0 : offered, waitedMillis * 1000),
                        new Throughput(offered, received, received)),
                all,
                latency,
                saturated,
                fairness(processes, threads),
                new Occupation(
                        received,
                        handlingSquaredVariation,
                        received * handlingMillis / 1000 / processes / threads,
                        lockWaitShare,
                        received * (waitedMillis + 0.4 + handlingMillis) / 1000,
                        depthMost,
                        brokerCores,
                        machineCores));
    }

    private Fairness fairness(int processes, int threads) {
        int consumers = processes * threads;
        List<Share> all = new ArrayList<>();
        List<Long> received = new ArrayList<>();
        for (int id = 0; id < consumers; id++) {
            double share = shares.length == 0 ? 1.0 / consumers : shares[id];
            received.add(Math.round(1000 * share));
            all.add(new Share(id, id / threads + 1, 0, 0, Math.round(1000 * share), share));
        }
        return new Fairness(FairnessMeter.jain(received), all);
    }

    private static Latency latency(double meanMillis, double minMillis) {
        long mean = Math.round(meanMillis * 1e6);
        return new Latency(
                5_000, Math.round(minMillis * 1e6), meanMillis * 1e6, mean, mean * 2, mean * 3, null, mean * 4);
    }
}
