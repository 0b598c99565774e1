package queuelab.supervisor.analysis;

import org.hipparchus.distribution.continuous.NormalDistribution;
import org.jspecify.annotations.Nullable;
import queuelab.supervisor.analysis.StandardTrials.Side;

/**
 * Ratio of the medians of two groups of trials, b ÷ a, with its 95 % interval.
 *
 * <p>On logarithms the ratio is a difference. Its interval is the wider, at each end, of two, for the reasons given at {@link MedianInterval}:
 *
 * <ol>
 *   <li>A <em>studentised parametric bootstrap</em> for two groups of unequal spread (Krishnamoorthy, Lu and Mathew, Computational
 *       Statistics and Data Analysis 51 (2007), 5731–5742, here with medians): difference ± q · √(s²a÷na + s²b÷nb), where q is the 95 % quantile of the same
 *       expression in simulated groups with the standard deviations that were seen.
 *   <li>The rank interval that inverts the exact Mann–Whitney test at 10 % (Hollander, Wolfe and Chicken, Nonparametric Statistical Methods,
 *       2014, section 4.3), from the ordered differences of all pairs.
 * </ol>
 *
 * The second makes sure that two groups from one and the same source, of whatever shape, come out different in at most 1 of 10 cases.
 *
 * @param ratio median of b ÷ median of a
 * @param low absent with fewer than 3 trials in a group
 * @param high absent together with low
 */
public record RatioInterval(
        double ratio, @Nullable Double low, @Nullable Double high) {
    /**
     * Least standard deviation that trials are taken to have, as a share of their value. Latencies are recorded with 3 digits and
     * rates are counted in whole messages; trials that agree by chance to the last digit would else make every further digit a difference.
     */
    private static final double RESOLUTION = 0.0005;

    /** Up to here the numbers of ways stay whole in a double; beyond it, U is taken as normal. */
    private static final int MOST_TRIALS_COUNTED_EXACTLY = 56;

    /**
     * The ratio of two groups of trials, all values greater than 0, at least one in each.
     *
     * @throws IllegalArgumentException where a value is not greater than 0: such groups have no ratio
     */
    public static RatioInterval of(double[] a, double[] b) {
        if (a.length == 0 || b.length == 0 || !Spread.allPositive(a) || !Spread.allPositive(b)) {
            throw new IllegalArgumentException("a ratio of medians needs trials with values greater than 0");
        }
        double ratio = Spread.median(b) / Spread.median(a);
        if (a.length < Spread.FEWEST_TRIALS || b.length < Spread.FEWEST_TRIALS) {
            return new RatioInterval(ratio, null, null);
        }
        double[] logarithmsOfA = Spread.logarithms(a);
        double[] logarithmsOfB = Spread.logarithms(b);
        double reach = studentisedReach(logarithmsOfA, logarithmsOfB);
        double factor = StrictMath.exp(reach);
        double[] ranks = betweenRanks(logarithmsOfA, logarithmsOfB);
        return new RatioInterval(
                ratio,
                Math.min(ratio / factor, StrictMath.exp(ranks[0])),
                Math.max(ratio * factor, StrictMath.exp(ranks[1])));
    }

    /**
     * The ratio b ÷ a where each value of one stands beside the value of the other that was measured right before or after it: the median of
     * the ratios within the pairs, with the interval that {@link MedianInterval} gives for it. What slows a machine down for minutes
     * touches both values of a pair, and so no ratio.
     *
     * @throws IllegalArgumentException where there are no pairs, or a value is not greater than 0
     */
    public static RatioInterval ofPairs(double[] a, double[] b) {
        if (a.length != b.length || a.length == 0 || !Spread.allPositive(a) || !Spread.allPositive(b)) {
            throw new IllegalArgumentException("ratios within pairs need as many values on both sides, greater than 0");
        }
        double[] ratios = new double[a.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = b[i] / a[i];
        }
        RunResults.Interval interval = MedianInterval.of(ratios);
        return new RatioInterval(interval.median(), interval.low(), interval.high());
    }

    public Difference difference() {
        return Difference.of(low, high);
    }

    /** The same two groups seen from the other side: a ÷ b. */
    public RatioInterval inverted() {
        return new RatioInterval(1 / ratio, high == null ? null : 1 / high, low == null ? null : 1 / low);
    }

    private static double studentisedReach(double[] a, double[] b) {
        double deviationOfA = Math.max(RESOLUTION, Spread.deviation(a));
        double deviationOfB = Math.max(RESOLUTION, Spread.deviation(b));
        StandardTrials simulatedA = StandardTrials.of(a.length, Side.A);
        StandardTrials simulatedB = StandardTrials.of(b.length, Side.B);
        double[] pivots = new double[StandardTrials.GROUPS];
        for (int i = 0; i < pivots.length; i++) {
            double difference = deviationOfB * simulatedB.median(i) - deviationOfA * simulatedA.median(i);
            pivots[i] = difference
                    / standardError(
                            deviationOfA * simulatedA.deviation(i),
                            a.length,
                            deviationOfB * simulatedB.deviation(i),
                            b.length);
        }
        return Spread.quantileOfAbsolute(pivots, Spread.CONFIDENCE)
                * standardError(deviationOfA, a.length, deviationOfB, b.length);
    }

    private static double standardError(double deviationOfA, int countOfA, double deviationOfB, int countOfB) {
        return Math.sqrt(deviationOfA * deviationOfA / countOfA + deviationOfB * deviationOfB / countOfB);
    }

    private static double[] betweenRanks(double[] a, double[] b) {
        double[] differences = new double[a.length * b.length];
        int next = 0;
        for (double ofA : a) {
            for (double ofB : b) {
                differences[next++] = ofB - ofA;
            }
        }
        double[] sorted = Spread.sorted(differences);
        int rank = rankFromEitherEnd(a.length, b.length);
        return new double[] {sorted[rank - 1], sorted[sorted.length - rank]};
    }

    /** The largest k, at least 1, for which twice the chance of a Mann–Whitney U under k is at most 10 %. */
    private static int rankFromEitherEnd(int countOfA, int countOfB) {
        if (countOfA + countOfB > MOST_TRIALS_COUNTED_EXACTLY) {
            double pairs = (double) countOfA * countOfB;
            double deviation = Math.sqrt(pairs * (countOfA + countOfB + 1) / 12);
            double upper = new NormalDistribution().inverseCumulativeProbability((1 + Spread.CONFIDENCE_OF_RANKS) / 2);
            return Math.max(1, (int) Math.floor(pairs / 2 - upper * deviation));
        }
        double[] chances = mannWhitney(countOfA, countOfB);
        double under = chances[0];
        int k = 1;
        // A hair above 10 %, because three against three come to exactly that.
        while (2 * (under + chances[k]) <= 1 - Spread.CONFIDENCE_OF_RANKS + 1e-9) {
            under += chances[k];
            k++;
        }
        return k;
    }

    /**
     * The exact distribution of Mann–Whitney's U between two groups from one source, by the coefficients of the Gaussian binomial:
     * multiply by (1 − x^(m+i)), divide by (1 − x^i), for i from 1 to n.
     */
    private static double[] mannWhitney(int m, int n) {
        double[] ways = new double[m * n + 1];
        ways[0] = 1;
        for (int i = 1; i <= n; i++) {
            for (int u = ways.length - 1; u >= m + i; u--) {
                ways[u] -= ways[u - m - i];
            }
            for (int u = i; u < ways.length; u++) {
                ways[u] += ways[u - i];
            }
        }
        double total = 0;
        for (double way : ways) {
            total += way;
        }
        for (int u = 0; u < ways.length; u++) {
            ways[u] /= total;
        }
        return ways;
    }
}
