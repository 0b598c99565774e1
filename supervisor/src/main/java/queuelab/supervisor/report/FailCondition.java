package queuelab.supervisor.report;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import queuelab.supervisor.analysis.Metric;
import queuelab.supervisor.analysis.RatioInterval;
import queuelab.supervisor.scenario.Nearest;

/**
 * A {@code --fail-if}: {@code dueToReceive.p99 > +10%} holds where the metric grew by more than 10 % from the first run to the second,
 * {@code throughput.receivedPerSecond < -5%} where it shrank by more than 5 %. It holds only where the whole interval lies beyond.
 *
 * @param text as written
 * @param above whether the change must lie above the limit, else below it
 * @param percent the limit, greater than −100
 */
public record FailCondition(String text, Metric metric, boolean above, double percent) {
    private static final Pattern SHAPE =
            Pattern.compile("\\s*([A-Za-z0-9.]+)\\s*([<>])\\s*([+-]?\\d+(?:\\.\\d+)?)\\s*%\\s*");

    /** What a condition can be said to be of one point. */
    public enum State {
        /** The change lies beyond the limit, and its interval too. */
        HOLDS,
        /** It does not, or not for sure. */
        DOES_NOT_HOLD,
        /** There are fewer than 3 trials on a side, so nothing is sure. */
        TOO_FEW_TRIALS
    }

    /**
     * Reads a condition.
     *
     * @throws IllegalArgumentException when it is none; the message says what is wrong and what it should look like
     */
    public static FailCondition parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("--fail-if must be METRIC > +PERCENT% or METRIC < -PERCENT%, "
                    + "as in 'dueToReceive.p99 > +10%', got '" + text + "'");
        }
        String name = matcher.group(1);
        Metric metric = Metric.named(name).orElseThrow(() -> new IllegalArgumentException(unknown(name, text)));
        if (!metric.compared()) {
            throw new IllegalArgumentException("--fail-if '" + text + "': runs are not compared by " + metric.name()
                    + ", only by rates, latencies and cpu.nanosPerMessage");
        }
        double percent = Double.parseDouble(matcher.group(3));
        if (percent <= -100) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "--fail-if '%s': the limit must be greater than -100 %%, got %s %%", text, percent));
        }
        return new FailCondition(text.strip(), metric, matcher.group(2).equals(">"), percent);
    }

    /** Whether it holds for a ratio of second run to first. */
    public State of(RatioInterval ratio) {
        Double low = ratio.low();
        Double high = ratio.high();
        if (low == null || high == null) {
            return State.TOO_FEW_TRIALS;
        }
        double limit = 1 + percent / 100;
        return (above ? low > limit : high < limit) ? State.HOLDS : State.DOES_NOT_HOLD;
    }

    private static String unknown(String name, String text) {
        var known = Metric.all().stream()
                .filter(Metric::compared)
                .map(metric -> metric.name().replaceFirst("^(.*\\.(?:min|mean|p\\d+|max))Nanos$", "$1"))
                .toList();
        String meant = Nearest.to(name, known)
                .map(nearest -> "; did you mean " + nearest + "?")
                .orElse("");
        return "--fail-if '" + text + "': no metric is called " + name + meant;
    }
}
