package queuelab.supervisor.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.recording.DiskProbe;
import queuelab.exchange.recording.Measure;
import queuelab.supervisor.analysis.TrialResult.Delivery;
import queuelab.supervisor.analysis.TrialResult.Fairness;
import queuelab.supervisor.analysis.TrialResult.Latency;
import queuelab.supervisor.analysis.TrialResult.Occupation;
import queuelab.supervisor.analysis.TrialResult.ProcessResult;

/**
 * One figure of a trial, by the name under which summaries, comparisons, the CSV file and {@code --fail-if} know it.
 *
 * @param name {@code throughput.receivedPerSecond}, {@code dueToReceive.p99Nanos}, {@code delivery.lost}, {@code cpu.nanosPerMessage}
 * @param compared whether variants are compared by it; counts of what went wrong and of samples are not
 * @param value absent where the trial has no such figure, as a percentile with too few samples
 */
public record Metric(String name, Unit unit, boolean compared, Function<TrialResult, @Nullable Double> value) {
    public static final Metric RECEIVED_PER_SECOND =
            rate("receivedPerSecond", trial -> trial.throughput().receivedPerSecond());
    public static final Metric SENT_PER_SECOND =
            rate("sentPerSecond", trial -> trial.throughput().sentPerSecond());
    public static final Metric OFFERED_PER_SECOND =
            rate("offeredPerSecond", trial -> trial.throughput().offeredPerSecond());
    public static final Metric CPU_PER_MESSAGE =
            new Metric("cpu.nanosPerMessage", Unit.NANOS, true, Metric::cpuNanosPerMessage);

    /** Jain's index. */
    public static final Metric FAIRNESS = new Metric("fairness.jain", Unit.RATIO, false, trial -> {
        Fairness fairness = trial.fairness();
        return fairness == null ? null : fairness.jain();
    });

    private static final List<Metric> ALL = collect();

    /** What a metric's values count. */
    public enum Unit {
        MESSAGES,
        MESSAGES_PER_SECOND,
        NANOS,
        /** No unit. */
        RATIO
    }

    /** Every metric, in the order of reports. */
    public static List<Metric> all() {
        return ALL;
    }

    /** One of {@link #all()}. A latency's percentile may be written without its unit: {@code dueToReceive.p99}. */
    public static Optional<Metric> named(String name) {
        return ALL.stream()
                .filter(metric ->
                        metric.name.equals(name) || (metric.unit == Unit.NANOS && metric.name.equals(name + "Nanos")))
                .findFirst();
    }

    /** The mean time of a stage. */
    public static Metric stage(Stage stage) {
        return named("stages." + stage.word() + "Nanos").orElseThrow();
    }

    /** A percentile or other figure of one latency distribution, {@code p99Nanos}. */
    public static Metric latency(Measure measure, String figure) {
        return named(measure.tag() + "." + figure).orElseThrow();
    }

    /** This figure of a trial; absent where it has none. */
    public @Nullable Double of(TrialResult trial) {
        return value.apply(trial);
    }

    private static List<Metric> collect() {
        List<Metric> all = new ArrayList<>(List.of(OFFERED_PER_SECOND, SENT_PER_SECOND, RECEIVED_PER_SECOND));
        for (Measure measure : List.of(
                Measure.DUE_TO_RECEIVE,
                Measure.SEND_TO_RECEIVE,
                Measure.SEND_TO_ACK,
                Measure.SCHEDULE_LAG,
                Measure.RECEIVE_TO_CONSUMED,
                Measure.SENT_TO_ARRIVED,
                Measure.SENT_TO_STORED,
                Measure.SENT_TO_HANDED_OUT,
                Measure.HANDLING,
                Measure.LOCK_WAIT)) {
            all.add(latency(measure, "count", Unit.MESSAGES, latency -> (double) latency.count()));
            all.add(latency(measure, "minNanos", Unit.NANOS, latency -> widened(latency.minNanos())));
            all.add(latency(measure, "meanNanos", Unit.NANOS, Latency::meanNanos));
            all.add(latency(measure, "p50Nanos", Unit.NANOS, latency -> widened(latency.p50Nanos())));
            all.add(latency(measure, "p90Nanos", Unit.NANOS, latency -> widened(latency.p90Nanos())));
            all.add(latency(measure, "p99Nanos", Unit.NANOS, latency -> widened(latency.p99Nanos())));
            all.add(latency(measure, "p999Nanos", Unit.NANOS, latency -> widened(latency.p999Nanos())));
            all.add(latency(measure, "maxNanos", Unit.NANOS, latency -> widened(latency.maxNanos())));
        }
        all.add(delivery("attempted", Delivery::attempted));
        all.add(delivery("acknowledged", Delivery::acknowledged));
        all.add(delivery("rejected", Delivery::rejected));
        all.add(delivery("indeterminate", Delivery::indeterminate));
        all.add(delivery("received", Delivery::received));
        all.add(delivery("distinct", Delivery::distinct));
        all.add(delivery("lost", Delivery::lost));
        all.add(delivery("duplicated", Delivery::duplicated));
        all.add(delivery("unexpected", Delivery::unexpected));
        all.add(delivery("corrupt", Delivery::corrupt));
        all.add(delivery("outOfOrder", Delivery::outOfOrder));
        all.add(delivery("redelivered", Delivery::redelivered));
        all.add(delivery("residual", Delivery::residual));
        all.add(CPU_PER_MESSAGE);
        for (Stage stage : Stage.values()) {
            all.add(new Metric(
                    "stages." + stage.word() + "Nanos", Unit.NANOS, true, trial -> stageNanos(trial, stage)));
        }
        all.add(new Metric("disk.p50Nanos", Unit.NANOS, false, trial -> diskNanos(trial, DiskProbe::p50Nanos)));
        all.add(new Metric("disk.p99Nanos", Unit.NANOS, false, trial -> diskNanos(trial, DiskProbe::p99Nanos)));
        all.add(happened("fault.silenceNanos", Unit.NANOS, Happened::longestSilenceNanos));
        all.add(happened("fault.mendedNanos", Unit.NANOS, Happened::longestMendingNanos));
        all.add(happened("fault.rateBackNanos", Unit.NANOS, Happened::longestRateBackNanos));
        all.add(happened(
                "backlog.peakMessages",
                Unit.MESSAGES,
                what -> what.backlog() == null
                        ? null
                        : (Double) (double) what.backlog().peakMessages()));
        all.add(happened(
                "backlog.caughtUpNanos",
                Unit.NANOS,
                what -> what.backlog() == null ? null : widened(what.backlog().caughtUpNanos())));
        all.add(FAIRNESS);
        all.add(occupation("handlingSquaredVariation", Occupation::handlingSquaredVariation));
        all.add(occupation("busyShare", Occupation::busyShare));
        all.add(occupation("lockWaitShare", Occupation::lockWaitShare));
        all.add(occupation("brokerCores", Occupation::brokerCores));
        all.add(occupation("machineCores", Occupation::machineCores));
        return List.copyOf(all);
    }

    private static Metric rate(String name, Function<TrialResult, @Nullable Double> value) {
        boolean chosenByTheScenario = name.equals("offeredPerSecond");
        return new Metric("throughput." + name, Unit.MESSAGES_PER_SECOND, !chosenByTheScenario, value);
    }

    private static Metric latency(
            Measure measure, String figure, Unit unit, Function<Latency, @Nullable Double> value) {
        return new Metric(measure.tag() + "." + figure, unit, unit == Unit.NANOS, trial -> {
            Latency latency = trial.latency().get(measure.tag());
            return latency == null ? null : value.apply(latency);
        });
    }

    private static Metric happened(String name, Unit unit, Function<Happened, @Nullable Double> value) {
        return new Metric(name, unit, false, trial -> trial.happened() == null ? null : value.apply(trial.happened()));
    }

    private static Metric delivery(String name, ToLongFunction<Delivery> count) {
        return new Metric(
                "delivery." + name, Unit.MESSAGES, false, trial -> (double) count.applyAsLong(trial.delivery()));
    }

    private static @Nullable Double stageNanos(TrialResult trial, Stage stage) {
        return trial.stages() == null ? null : trial.stages().meanNanos().get(stage.word());
    }

    private static @Nullable Double diskNanos(TrialResult trial, ToLongFunction<DiskProbe> figure) {
        DiskProbe disk = trial.disk();
        return disk == null || disk.syncs() == 0 ? null : (double) figure.applyAsLong(disk);
    }

    private static Metric occupation(String name, Function<Occupation, @Nullable Double> value) {
        return new Metric("occupation." + name, Unit.RATIO, false, trial -> {
            Occupation occupation = trial.occupation();
            return occupation == null ? null : value.apply(occupation);
        });
    }

    private static @Nullable Double widened(@Nullable Long nanos) {
        return nanos == null ? null : (double) nanos;
    }

    /** CPU time of all processes within the window for each message received in it, of which dueToReceive has one sample each. */
    private static @Nullable Double cpuNanosPerMessage(TrialResult trial) {
        Latency received = trial.latency().get(Measure.DUE_TO_RECEIVE.tag());
        long cpuMillis = trial.processes().stream()
                .mapToLong(ProcessResult::measuredCpuMillis)
                .sum();
        return received == null || received.count() == 0 || cpuMillis == 0 ? null : cpuMillis * 1e6 / received.count();
    }
}
