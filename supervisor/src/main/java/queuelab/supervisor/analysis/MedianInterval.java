package queuelab.supervisor.analysis;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hipparchus.distribution.discrete.BinomialDistribution;
import queuelab.supervisor.analysis.RunResults.Interval;
import queuelab.supervisor.analysis.StandardTrials.Side;

/**
 * The median of a few trials with its 95 % interval.
 *
 * <p>The plain percentile bootstrap never leaves the range of what was seen and so holds the true median of three trials in only
 * 75 % of cases, of four in 87.5 %. Three to ten trials are what the lab works with; so the interval is the wider, at each end, of two:
 *
 * <ol>
 *   <li>A <em>studentised parametric bootstrap</em> (Davison and Hinkley, Bootstrap Methods and their Application, 1997, sections
 *       2.4 and 5.2.1) on the logarithms: median ± q · s, where s is the standard deviation of the trials and q the 95 % quantile of |median ÷ s| in
 *       simulated groups of the same size. Median and s move with location and scale, so this ratio does not depend on either and
 *       the interval is exact where trials spread log-normally, also for three. (Values of which some are zero or less are taken as they are.)
 *   <li>The interval between order statistics, which holds its 90 % whatever the shape of the spread, interpolated between ranks by
 *       Hettmansperger and Sheather, Statistics and Probability Letters 4 (1986), 75–79. With three or four trials it is their range.
 * </ol>
 *
 * StatisticsSimulationTest shows the coverage that results.
 */
public final class MedianInterval {
    private static final Map<Integer, Double> QUANTILES = new ConcurrentHashMap<>();

    private MedianInterval() {}

    /** Of at least one trial; without low and high where there are fewer than 3. */
    public static Interval of(double[] trials) {
        int n = trials.length;
        double median = Spread.median(trials);
        if (n < Spread.FEWEST_TRIALS) {
            return new Interval(median, null, null, n);
        }
        double[] ranks = betweenRanks(Spread.sorted(trials));
        double[] studentised = studentised(trials, median);
        return new Interval(median, Math.min(ranks[0], studentised[0]), Math.max(ranks[1], studentised[1]), n);
    }

    private static double[] studentised(double[] trials, double median) {
        boolean logarithmic = Spread.allPositive(trials);
        double reach = QUANTILES.computeIfAbsent(trials.length, MedianInterval::quantile)
                * Spread.deviation(logarithmic ? Spread.logarithms(trials) : trials);
        double factor = StrictMath.exp(reach);
        return logarithmic
                ? new double[] {median / factor, median * factor}
                : new double[] {median - reach, median + reach};
    }

    private static double quantile(int n) {
        StandardTrials simulated = StandardTrials.of(n, Side.A);
        double[] pivots = new double[StandardTrials.GROUPS];
        for (int i = 0; i < pivots.length; i++) {
            pivots[i] = simulated.median(i) / simulated.deviation(i);
        }
        return Spread.quantileOfAbsolute(pivots, Spread.CONFIDENCE);
    }

    /** Names as in the paper: k the rank counted from either end, gamma the confidence of the interval between ranks k and n + 1 − k. */
    private static double[] betweenRanks(double[] sorted) {
        int n = sorted.length;
        BinomialDistribution below = new BinomialDistribution(n, 0.5);
        int k = 1;
        while (2 * (k + 1) <= n && gamma(below, k + 1) >= Spread.CONFIDENCE_OF_RANKS) {
            k++;
        }
        double gamma = gamma(below, k);
        if (gamma < Spread.CONFIDENCE_OF_RANKS || 2 * (k + 1) > n) {
            return new double[] {sorted[k - 1], sorted[n - k]};
        }
        double share = (gamma - Spread.CONFIDENCE_OF_RANKS) / (gamma - gamma(below, k + 1));
        double inward = (n - k) * share / (k + (n - 2 * k) * share);
        return new double[] {
            (1 - inward) * sorted[k - 1] + inward * sorted[k], (1 - inward) * sorted[n - k] + inward * sorted[n - k - 1]
        };
    }

    private static double gamma(BinomialDistribution below, int k) {
        return 1 - 2 * below.cumulativeProbability(k - 1);
    }
}
