package queuelab.supervisor.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SortedMap;
import java.util.TreeMap;
import org.hipparchus.random.RandomGenerator;
import org.hipparchus.random.Well19937c;
import org.junit.jupiter.api.Test;
import queuelab.supervisor.analysis.ScalingResult.Coefficient;
import queuelab.supervisor.analysis.ScalingResult.Fit;

/** A fit finds the law that made the trials, and its intervals hold the truth about as often as they say. */
final class ScalabilitySimulationTest {
    private static final int[] NUMBERS = {1, 2, 4, 8, 12, 16};
    private static final int CASES = 150;

    @Test
    void withoutNoiseTheFitIsTheLaw() {
        ScalabilityLaw law = new ScalabilityLaw(190, 0.03, 0.002);

        Fit fit = ScalabilityFit.of(trials(law, 3, 0, new Well19937c(1)));

        assertThat(fit.lambda().value()).isCloseTo(190, within(1e-6));
        assertThat(fit.alpha().value()).isCloseTo(0.03, within(1e-9));
        assertThat(fit.beta().value()).isCloseTo(0.002, within(1e-9));
        assertThat(fit.knee().value()).isCloseTo(Math.sqrt(0.97 / 0.002), within(1e-6));
        assertThat(fit.throughput(12)).isCloseTo(law.throughput(12), within(1e-6));
    }

    @Test
    void coefficientsAreNeverNegative() {
        // 5 % more than linear: nothing that contention or coherence could bring about
        SortedMap<Integer, double[]> trials = new TreeMap<>();
        for (int n : NUMBERS) {
            double more = n == 1 ? 1 : 1.05;
            trials.put(n, new double[] {190 * n * more, 191 * n * more, 189 * n * more});
        }

        Fit fit = ScalabilityFit.of(trials);

        assertThat(fit.alpha().value()).isZero();
        assertThat(fit.beta().value()).isZero();
        assertThat(fit.knee()).isEqualTo(new Coefficient(null, null, null));
        assertThat(fit.lambda().value()).isBetween(190.0, 200.0);
    }

    @Test
    void contentionAloneHasNoKneeAndRetrogradeCurvesHaveOneInside() {
        assertThat(new ScalabilityLaw(100, 0.2, 0).knee()).isInfinite();
        assertThat(new ScalabilityLaw(100, 1, 0.1).knee()).isEqualTo(1);
        Fit fit = ScalabilityFit.of(trials(new ScalabilityLaw(100, 0.05, 0.03), 3, 0.01, new Well19937c(2)));
        assertThat(fit.knee().value()).isBetween(5.0, 6.5);
        assertThat(fit.knee().high()).isNotNull();
    }

    @Test
    void intervalsHoldTheTruthInNineOfTenCasesAtLeast() {
        ScalabilityLaw law = new ScalabilityLaw(190, 0.04, 0.003);
        RandomGenerator random = new Well19937c(3);
        int lambda = 0;
        int alpha = 0;
        int beta = 0;
        int knee = 0;
        for (int i = 0; i < CASES; i++) {
            Fit fit = ScalabilityFit.of(trials(law, 3, 0.03, random));
            lambda += holds(fit.lambda(), law.lambda());
            alpha += holds(fit.alpha(), law.alpha());
            beta += holds(fit.beta(), law.beta());
            knee += holds(fit.knee(), law.knee());
        }
        assertThat(lambda).as("λ").isGreaterThanOrEqualTo(9 * CASES / 10);
        assertThat(alpha).as("α").isGreaterThanOrEqualTo(9 * CASES / 10);
        assertThat(beta).as("β").isGreaterThanOrEqualTo(9 * CASES / 10);
        assertThat(knee).as("knee").isGreaterThanOrEqualTo(9 * CASES / 10);
    }

    @Test
    void withFewerThanThreeTrialsANumberThereAreNoIntervals() {
        Fit fit = ScalabilityFit.of(trials(new ScalabilityLaw(190, 0.03, 0.002), 2, 0.01, new Well19937c(4)));

        assertThat(fit.alpha().value()).isNotNull();
        assertThat(fit.alpha().low()).isNull();
        assertThat(fit.alpha().high()).isNull();
    }

    @Test
    void theSameTrialsGiveTheSameFit() {
        SortedMap<Integer, double[]> trials = trials(new ScalabilityLaw(190, 0.03, 0.002), 3, 0.05, new Well19937c(5));

        assertThat(ScalabilityFit.of(trials)).isEqualTo(ScalabilityFit.of(trials));
    }

    private static int holds(Coefficient coefficient, double truth) {
        double low = coefficient.low() == null ? Double.POSITIVE_INFINITY : coefficient.low();
        double high = coefficient.high() == null ? Double.POSITIVE_INFINITY : coefficient.high();
        return low <= truth && truth <= high ? 1 : 0;
    }

    private static SortedMap<Integer, double[]> trials(
            ScalabilityLaw law, int repeats, double noise, RandomGenerator random) {
        SortedMap<Integer, double[]> trials = new TreeMap<>();
        for (int n : NUMBERS) {
            double[] values = new double[repeats];
            for (int i = 0; i < repeats; i++) {
                values[i] = law.throughput(n) * Math.exp(noise * random.nextGaussian());
            }
            trials.put(n, values);
        }
        return trials;
    }
}
