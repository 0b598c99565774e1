package queuelab.benchmarks.peer;

import java.util.Locale;
import java.util.function.ToDoubleFunction;
import queuelab.benchmarks.result.Goal;

/** One line of the table: a figure of a flow, and how the lab's is to compare with the peer's. */
enum Row {
    MEMORY_RATE(
            Flow.MEMORY_SATURATING,
            "saturating, memory, 1,000 in flight: received/s",
            Unit.RATE,
            Goal.atLeast(1.10),
            Sample::receivedPerSecond),
    DURABLE_RATE(
            Flow.DURABLE_SATURATING,
            "saturating, durable, 100 in flight: received/s",
            Unit.RATE,
            Goal.atLeast(1.10),
            Sample::receivedPerSecond),
    DURABLE_ONE(
            Flow.DURABLE_ONE_BY_ONE,
            "durable, 1 in flight: sends/s",
            Unit.RATE,
            Goal.atLeast(1.05),
            Sample::sentPerSecond),
    MEMORY_MEDIAN(
            Flow.MEMORY_PACED,
            "memory at 2,000/s: send to receive, median",
            Unit.MICROS,
            Goal.atMost(0.95),
            Sample::medianNanos),
    MEMORY_P99(
            Flow.MEMORY_PACED,
            "memory at 2,000/s: send to receive, p99",
            Unit.MICROS,
            Goal.atMost(0.95),
            Sample::p99Nanos),
    DURABLE_MEDIAN(
            Flow.DURABLE_PACED,
            "durable at 500/s: send to receive, median",
            Unit.MICROS,
            Goal.atMost(1.0),
            Sample::medianNanos),
    DURABLE_P99(
            Flow.DURABLE_PACED,
            "durable at 500/s: send to receive, p99",
            Unit.MICROS,
            Goal.atMost(1.0),
            Sample::p99Nanos),
    MEMORY_LAG(
            Flow.MEMORY_PACED,
            "memory at 2,000/s: schedule lag, p99",
            Unit.MICROS,
            Goal.atMost(0.25),
            Sample::lagP99Nanos),
    MEMORY_CPU(
            Flow.MEMORY_SATURATING,
            "saturating, memory: worker CPU per million messages",
            Unit.CPU,
            Goal.atMost(0.85),
            Sample::cpuNanosPerMessage),
    MEMORY_PACED_CPU(
            Flow.MEMORY_PACED,
            "memory at 2,000/s: worker CPU per million messages",
            Unit.CPU,
            Goal.atMost(0.85),
            Sample::cpuNanosPerMessage),
    MEMORY_BEST(
            Flow.MEMORY_BEST,
            "best settings, memory: received/s",
            Unit.RATE,
            Goal.atLeast(1.8),
            Sample::receivedPerSecond),
    DURABLE_BEST(
            Flow.DURABLE_BEST,
            "best settings, durable: received/s",
            Unit.RATE,
            Goal.atLeast(2.6),
            Sample::receivedPerSecond);

    /** What a figure is shown in. */
    enum Unit {
        RATE,
        MICROS,
        CPU;

        String words(double figure) {
            return switch (this) {
                case RATE -> String.format(Locale.ROOT, "%,.0f/s", figure);
                case MICROS -> String.format(Locale.ROOT, "%,.0f µs", figure / 1e3);
                case CPU -> String.format(Locale.ROOT, "%.1f s", figure / 1e3);
            };
        }
    }

    private final Flow flow;
    private final String words;
    private final Unit unit;
    private final Goal goal;
    private final ToDoubleFunction<Sample> figure;

    Row(Flow flow, String words, Unit unit, Goal goal, ToDoubleFunction<Sample> figure) {
        this.flow = flow;
        this.words = words;
        this.unit = unit;
        this.goal = goal;
        this.figure = figure;
    }

    /** How a person names it on the command line. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Flow flow() {
        return flow;
    }

    String words() {
        return words;
    }

    Unit unit() {
        return unit;
    }

    Goal goal() {
        return goal;
    }

    double of(Sample sample) {
        return figure.applyAsDouble(sample);
    }
}
