package queuelab.supervisor.analysis;

import java.util.Arrays;
import org.hipparchus.stat.descriptive.moment.StandardDeviation;
import org.hipparchus.stat.descriptive.rank.Median;

/** Median, spread and order of one group of trials. All functions leave their arguments as they are. */
final class Spread {
    /** Fewest trials that get an interval (METHOD.md, "Statistics"). */
    static final int FEWEST_TRIALS = 3;
    /** Share of cases in which an interval shall hold the true value where trials spread about log-normally. */
    static final double CONFIDENCE = 0.95;
    /** Share of cases in which it still shall, whatever the shape of the spread. */
    static final double CONFIDENCE_OF_RANKS = 0.90;

    private Spread() {}

    static double median(double[] values) {
        return new Median().evaluate(values);
    }

    /** Sample standard deviation (n − 1). */
    static double deviation(double[] values) {
        return new StandardDeviation().evaluate(values);
    }

    static double[] sorted(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    /** Natural logarithms by {@link StrictMath}: the same bits on every machine. */
    static double[] logarithms(double[] values) {
        return Arrays.stream(values).map(StrictMath::log).toArray();
    }

    static boolean allPositive(double[] values) {
        return Arrays.stream(values).allMatch(value -> value > 0);
    }

    /** The value under which the given share of the absolute values lies. */
    static double quantileOfAbsolute(double[] values, double share) {
        double[] sizes = Arrays.stream(values).map(Math::abs).sorted().toArray();
        return sizes[(int) Math.ceil(share * sizes.length) - 1];
    }
}
