package queuelab.benchmarks.peer;

import java.util.Locale;
import queuelab.benchmarks.result.Goal;
import queuelab.benchmarks.result.Rows;

/** One line of the table: a figure of a flow, and how the lab's is to compare with the peer's. */
enum Row {
    MEMORY_RATE(
            Flow.MEMORY_SATURATING,
            "saturating, memory, 1,000 in flight: received/s",
            Unit.RATE,
            Goal.atLeast(1.10),
            Figure.RECEIVED),
    DURABLE_RATE(
            Flow.DURABLE_SATURATING,
            "saturating, durable, 100 in flight: received/s",
            Unit.RATE,
            Goal.atLeast(1.10),
            Figure.RECEIVED),
    DURABLE_ONE(Flow.DURABLE_ONE_BY_ONE, "durable, 1 in flight: sends/s", Unit.RATE, Goal.atLeast(1.05), Figure.SENT),
    MEMORY_MEDIAN(
            Flow.MEMORY_PACED,
            "memory at 2,000/s: send to receive, median",
            Unit.MICROS,
            Goal.atMost(0.95),
            Figure.MEDIAN),
    MEMORY_P99(
            Flow.MEMORY_PACED, "memory at 2,000/s: send to receive, p99", Unit.MICROS, Goal.atMost(0.95), Figure.P99),
    DURABLE_MEDIAN(
            Flow.DURABLE_PACED,
            "durable at 500/s: send to receive, median",
            Unit.MICROS,
            Goal.atMost(1.0),
            Figure.MEDIAN),
    DURABLE_P99(
            Flow.DURABLE_PACED, "durable at 500/s: send to receive, p99", Unit.MICROS, Goal.atMost(1.0), Figure.P99),
    MEMORY_LAG(
            Flow.MEMORY_PACED, "memory at 2,000/s: schedule lag, p99", Unit.MICROS, Goal.atMost(0.25), Figure.LAG_P99),
    MEMORY_CPU(
            Flow.MEMORY_SATURATING,
            "saturating, memory: worker CPU per million messages",
            Unit.CPU,
            Goal.atMost(0.85),
            Figure.CPU),
    MEMORY_PACED_CPU(
            Flow.MEMORY_PACED,
            "memory at 2,000/s: worker CPU per million messages",
            Unit.CPU,
            Goal.atMost(0.85),
            Figure.CPU),
    MEMORY_BEST(Flow.MEMORY_BEST, "best settings, memory: received/s", Unit.RATE, Goal.atLeast(1.8), Figure.RECEIVED),
    DURABLE_BEST(
            Flow.DURABLE_BEST, "best settings, durable: received/s", Unit.RATE, Goal.atLeast(2.6), Figure.RECEIVED);

    /** What of a turn is compared. */
    private enum Figure {
        RECEIVED,
        SENT,
        MEDIAN,
        P99,
        LAG_P99,
        CPU;

        private double of(Sample sample) {
            return switch (this) {
                case RECEIVED -> sample.receivedPerSecond();
                case SENT -> sample.sentPerSecond();
                case MEDIAN -> sample.medianNanos();
                case P99 -> sample.p99Nanos();
                case LAG_P99 -> sample.lagP99Nanos();
                case CPU -> sample.cpuNanosPerMessage();
            };
        }
    }

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
    private final double bound;
    private final boolean atLeast;
    private final Figure figure;

    Row(Flow flow, String words, Unit unit, Goal goal, Figure figure) {
        this.flow = flow;
        this.words = words;
        this.unit = unit;
        this.bound = goal.bound();
        this.atLeast = goal.atLeast();
        this.figure = figure;
    }

    /** How a person names it on the command line. */
    String word() {
        return Rows.word(this);
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
        return new Goal(bound, atLeast);
    }

    double of(Sample sample) {
        return figure.of(sample);
    }
}
