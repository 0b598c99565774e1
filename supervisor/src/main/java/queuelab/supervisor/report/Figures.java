package queuelab.supervisor.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import queuelab.supervisor.analysis.Metric;
import queuelab.supervisor.analysis.RunResults.Interval;

/** Figures as people read them: three significant digits, the unit that suits, an interval in the unit of its median. */
final class Figures {
    /** Stands where a trial has no such figure. */
    static final String NONE = "–";

    private Figures() {}

    /** {@code 2.70 ms}. */
    static String nanos(double nanos) {
        TimeUnitWord unit = TimeUnitWord.suiting(nanos);
        return unit.number(nanos) + " " + unit.word;
    }

    /** {@code 2.51–3.02}: both ends in the unit that suits the median. */
    static String nanosRange(double median, double low, double high) {
        TimeUnitWord unit = TimeUnitWord.suiting(median);
        return unit.number(low) + "–" + unit.number(high);
    }

    /** {@code 18,200} or {@code 0.75}. */
    static String number(double value) {
        return Math.abs(value) >= 100 ? String.format(Locale.ROOT, "%,.0f", value) : digits(value);
    }

    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** {@code 2.1× [1.9–2.4]}, or {@code 2.1×} where there is no interval: as many digits as tell it from 1. */
    static String ratio(double ratio, @Nullable Double low, @Nullable Double high) {
        double closest = low == null || low > ratio ? ratio : low;
        String format = ratio >= 100 ? "%,.0f" : ratio >= 2 && closest >= 1.1 ? "%.1f" : "%.2f";
        String times = String.format(Locale.ROOT, format, ratio) + "×";
        return low == null || high == null
                ? times
                : times + String.format(Locale.ROOT, " [" + format + "–" + format + "]", low, high);
    }

    static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%,.0f MiB", bytes / 1048576.0);
    }

    /** A metric's median in its own unit. */
    static String median(Metric.Unit unit, double median) {
        return unit == Metric.Unit.NANOS ? nanos(median) : number(median);
    }

    /** The interval without brackets, empty where there is none or it shows nothing that the median does not. */
    static String range(Metric.Unit unit, Interval interval) {
        Double low = interval.low();
        Double high = interval.high();
        if (low == null || high == null) {
            return "";
        }
        String range = unit == Metric.Unit.NANOS
                ? nanosRange(interval.median(), low, high)
                : numbersRange(interval.median(), low, high);
        return range.matches("(.*)–\\1k?") ? "" : range;
    }

    /** {@code 2.70 ms [2.51–3.02]}. */
    static String withRange(Metric.Unit unit, Interval interval) {
        String range = range(unit, interval);
        String median = median(unit, interval.median());
        return range.isEmpty() ? median : median + " [" + range + "]";
    }

    private static String numbersRange(double median, double low, double high) {
        if (Math.abs(median) >= 1_000) {
            return digits(low / 1_000) + "–" + digits(high / 1_000) + "k";
        }
        return number(low) + "–" + number(high);
    }

    private static String digits(double value) {
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(3));
        int decimals = Math.clamp(3 - (rounded.precision() - rounded.scale()), 0, 6);
        return String.format(Locale.ROOT, "%,." + decimals + "f", rounded);
    }

    private enum TimeUnitWord {
        NANOS("ns", 1),
        MICROS("µs", 1e3),
        MILLIS("ms", 1e6),
        SECONDS("s", 1e9);

        private final String word;
        private final double nanos;

        TimeUnitWord(String word, double nanos) {
            this.word = word;
            this.nanos = nanos;
        }

        /** The largest unit in which the rounded value is at least 1. */
        static TimeUnitWord suiting(double nanos) {
            TimeUnitWord suiting = NANOS;
            for (TimeUnitWord unit : values()) {
                if (Math.abs(nanos) >= unit.nanos * 0.9995) {
                    suiting = unit;
                }
            }
            return suiting;
        }

        String number(double value) {
            return digits(value / nanos);
        }
    }
}
