package queuelab.supervisor.analysis;

import java.util.Locale;

/** Numbers as reasons and remarks write them: the same everywhere, whatever the machine's language. */
final class Words {
    private Words() {}

    /** {@code 1,234 messages}, {@code 1 message}. */
    static String count(long count, String noun) {
        return number(count) + " " + noun + (count == 1 ? "" : "s");
    }

    static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    static String perSecond(double rate) {
        return String.format(Locale.ROOT, rate < 100 ? "%,.1f/s" : "%,.0f/s", rate);
    }

    static String percent(double ratio) {
        return String.format(Locale.ROOT, "%.1f %%", ratio * 100);
    }

    /** A time with the unit that suits it. */
    static String time(double nanos) {
        double size = Math.abs(nanos);
        if (size < 1e3) {
            return String.format(Locale.ROOT, "%.0f ns", nanos);
        }
        if (size < 1e6) {
            return String.format(Locale.ROOT, "%.1f µs", nanos / 1e3);
        }
        if (size < 1e9) {
            return String.format(Locale.ROOT, "%.2f ms", nanos / 1e6);
        }
        return String.format(Locale.ROOT, "%.2f s", nanos / 1e9);
    }
}
