package queuelab.supervisor.analysis;

import java.util.Arrays;
import java.util.SortedMap;
import org.hipparchus.random.RandomGenerator;
import org.hipparchus.random.Well19937c;
import org.jspecify.annotations.Nullable;
import queuelab.supervisor.analysis.ScalingResult.Coefficient;
import queuelab.supervisor.analysis.ScalingResult.Fit;

/**
 * A {@link ScalabilityLaw} fitted to trials, with 95 % bootstrap intervals: trials are drawn anew, with replacement, and fitted again,
 * {@value #RESAMPLES} times (Davison and Hinkley, Bootstrap Methods and their Application, 1997, section 3.2).
 *
 * <p>What is drawn is how far a trial lies from the mean of its number of consumers, on logarithms, where trials of all numbers
 * spread about alike. Three trials alone would hold the truth too rarely; so draws come from all of them, stretched by √(m÷(m−1)) for what
 * a mean of m takes away, and further for a number whose own trials spread more than the others. The seed is fixed: the same trials
 * give the same intervals. ScalabilitySimulationTest shows their coverage.
 */
final class ScalabilityFit {
    static final int RESAMPLES = 1_000;
    private static final long SEED = 0x5CA1_AB1EL;
    private static final double TAIL = (1 - Spread.CONFIDENCE) / 2;

    private final double[][] logarithms;
    private final double[] consumers;

    private ScalabilityFit(SortedMap<Integer, double[]> trials) {
        logarithms = trials.values().stream().map(Spread::logarithms).toArray(double[][]::new);
        consumers = trials.entrySet().stream()
                .flatMapToDouble(group -> Arrays.stream(group.getValue()).map(_ -> group.getKey()))
                .toArray();
    }

    /**
     * Fits.
     *
     * @param trials messages per second of the trials of each number of consumers, all greater than 0
     * @return without intervals where some number has fewer than 3 trials; null where nothing fits
     */
    static @Nullable Fit of(SortedMap<Integer, double[]> trials) {
        return new ScalabilityFit(trials).fit();
    }

    private @Nullable Fit fit() {
        ScalabilityLaw best = ScalabilityLaw.fit(
                consumers,
                Arrays.stream(logarithms)
                        .flatMapToDouble(Arrays::stream)
                        .map(StrictMath::exp)
                        .toArray());
        if (best == null) {
            return null;
        }
        ScalabilityLaw[] resampled = Arrays.stream(logarithms).allMatch(group -> group.length >= Spread.FEWEST_TRIALS)
                ? resample()
                : new ScalabilityLaw[0];
        return new Fit(
                coefficient(best.lambda(), each(resampled, Part.LAMBDA)),
                coefficient(best.alpha(), each(resampled, Part.ALPHA)),
                coefficient(best.beta(), each(resampled, Part.BETA)),
                coefficient(best.knee(), each(resampled, Part.KNEE)));
    }

    private enum Part {
        LAMBDA,
        ALPHA,
        BETA,
        KNEE
    }

    private static double[] each(ScalabilityLaw[] laws, Part part) {
        return Arrays.stream(laws)
                .mapToDouble(law -> switch (part) {
                    case LAMBDA -> law.lambda();
                    case ALPHA -> law.alpha();
                    case BETA -> law.beta();
                    case KNEE -> law.knee();
                })
                .sorted()
                .toArray();
    }

    private ScalabilityLaw[] resample() {
        RandomGenerator random = new Well19937c(SEED);
        double[] distances = Arrays.stream(logarithms)
                .flatMapToDouble(group -> Arrays.stream(distances(group)))
                .toArray();
        ScalabilityLaw[] laws = new ScalabilityLaw[RESAMPLES];
        int made = 0;
        for (int i = 0; i < RESAMPLES; i++) {
            double[] drawn = Arrays.stream(logarithms)
                    .flatMapToDouble(group -> Arrays.stream(draw(group, distances, random)))
                    .toArray();
            ScalabilityLaw law = ScalabilityLaw.fit(consumers, drawn);
            if (law != null) {
                laws[made++] = law;
            }
        }
        return Arrays.copyOf(laws, made);
    }

    private static double[] distances(double[] group) {
        double mean = Arrays.stream(group).average().orElseThrow();
        double stretch = Math.sqrt(group.length / (group.length - 1.0));
        return Arrays.stream(group).map(trial -> stretch * (trial - mean)).toArray();
    }

    private static double[] draw(double[] group, double[] distances, RandomGenerator random) {
        double mean = Arrays.stream(group).average().orElseThrow();
        double ofAll = size(distances);
        double stretch = ofAll == 0 ? 1 : Math.max(1, size(distances(group)) / ofAll);
        double[] drawn = new double[group.length];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = StrictMath.exp(mean + stretch * distances[random.nextInt(distances.length)]);
        }
        return drawn;
    }

    private static double size(double[] distances) {
        return Math.sqrt(Arrays.stream(distances)
                .map(distance -> distance * distance)
                .average()
                .orElseThrow());
    }

    /** Infinite values are told as absent: beyond every number. */
    private static Coefficient coefficient(double best, double[] sorted) {
        if (sorted.length == 0) {
            return new Coefficient(finite(best), null, null);
        }
        int low = (int) Math.floor(TAIL * (sorted.length - 1));
        double lowest = Math.min(best, sorted[low]);
        double highest = Math.max(best, sorted[sorted.length - 1 - low]);
        return new Coefficient(finite(best), finite(lowest), finite(highest));
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? (Double) RunStatistics.significant(value) : null;
    }
}
