package queuelab.supervisor.analysis;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hipparchus.random.RandomGenerator;
import org.hipparchus.random.Well19937c;
import org.hipparchus.stat.descriptive.rank.Median;

/**
 * Medians and standard deviations of many simulated groups of n trials whose spread is the standard normal: the parametric
 * bootstrap behind {@link MedianInterval} and {@link RatioInterval}. Seeded by n and side, so the same everywhere and always.
 */
final class StandardTrials {
    static final int GROUPS = 4_000;
    private static final long SEED = 0x51AB_0DD5L;
    private static final Map<Size, StandardTrials> KNOWN = new ConcurrentHashMap<>();

    /** Which side of a comparison a group stands on: two sides must not share their simulated groups. */
    enum Side {
        A(1),
        B(2);

        private final long seed;

        Side(long seed) {
            this.seed = seed;
        }
    }

    private record Size(int trials, Side side) {}

    private final double[] medians;
    private final double[] deviations;

    private StandardTrials(double[] medians, double[] deviations) {
        this.medians = medians;
        this.deviations = deviations;
    }

    static StandardTrials of(int trials, Side side) {
        return KNOWN.computeIfAbsent(new Size(trials, side), StandardTrials::simulate);
    }

    /** The median of a simulated group, numbered from 0 to under {@link #GROUPS}. */
    double median(int group) {
        return medians[group];
    }

    /** The sample standard deviation (n − 1) of a simulated group. */
    double deviation(int group) {
        return deviations[group];
    }

    private static StandardTrials simulate(Size size) {
        RandomGenerator random = new Well19937c(SEED + 1_000_003L * size.trials() + size.side().seed);
        Median median = new Median();
        double[] medians = new double[GROUPS];
        double[] deviations = new double[GROUPS];
        double[] group = new double[size.trials()];
        for (int i = 0; i < GROUPS; i++) {
            for (int j = 0; j < group.length; j++) {
                group[j] = random.nextGaussian();
            }
            medians[i] = median.evaluate(group);
            deviations[i] = Spread.deviation(group);
        }
        return new StandardTrials(medians, deviations);
    }
}
