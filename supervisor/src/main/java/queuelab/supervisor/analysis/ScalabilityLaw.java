package queuelab.supervisor.analysis;

import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealVector;
import org.jspecify.annotations.Nullable;

/**
 * The Universal Scalability Law: what N consumers receive together is λN ÷ (1 + α(N−1) + βN(N−1)). Gunther, Guerrilla Capacity
 * Planning, 2007, chapter 4.
 *
 * @param lambda messages per second of one
 * @param alpha contention: the share of work that excludes the others
 * @param beta coherence: what agreeing with each other costs each pair; 0 where more never makes it slower
 */
record ScalabilityLaw(double lambda, double alpha, double beta) {
    private static final int COEFFICIENTS = 3;

    /** Which of contention and coherence a fit may use besides λ. */
    private static final List<int[]> WITHOUT_SOME = List.of(new int[] {0, 1}, new int[] {0, 2}, new int[] {0});

    double throughput(double consumers) {
        return lambda * consumers / (1 + alpha * (consumers - 1) + beta * consumers * (consumers - 1));
    }

    /** The number of consumers beyond which more receive less, at least 1; infinite where that never happens. */
    double knee() {
        if (alpha >= 1) {
            return 1;
        }
        return beta <= 0 ? Double.POSITIVE_INFINITY : Math.max(1, Math.sqrt((1 - alpha) / beta));
    }

    /**
     * The law that comes closest by least squares of relative errors, its α and β at least 0.
     *
     * <p>Turned over, N ÷ throughput = 1÷λ + (α÷λ)(N−1) + (β÷λ)N(N−1) is linear in its three coefficients, so that the best fit is found
     * without a guess to begin from; each row is divided by what was measured, because trials spread in proportion. Where a coefficient
     * comes out negative the best fit without it stands: with so few of them, all subsets can be tried.
     *
     * @param consumers number of consumers of each trial
     * @param perSecond what each trial received, greater than 0
     * @return null where no such law comes anywhere near: λ would not be positive
     */
    static @Nullable ScalabilityLaw fit(double[] consumers, double[] perSecond) {
        double[][] rows = new double[consumers.length][];
        for (int i = 0; i < rows.length; i++) {
            double n = consumers[i];
            double measured = n / perSecond[i];
            rows[i] = new double[] {1 / measured, (n - 1) / measured, n * (n - 1) / measured};
        }
        Candidate all = candidate(rows, 0, 1, 2);
        if (all.allowed()) {
            return all.law();
        }
        Candidate best = null;
        for (int[] columns : WITHOUT_SOME) {
            Candidate candidate = candidate(rows, columns);
            if (candidate.allowed() && (best == null || candidate.squaredError < best.squaredError)) {
                best = candidate;
            }
        }
        return best == null ? null : best.law();
    }

    /** One least-squares solution; coefficients that were left out are 0. */
    private record Candidate(double constant, double linear, double square, double squaredError) {
        boolean allowed() {
            return constant > 0 && linear >= 0 && square >= 0 && Double.isFinite(squaredError);
        }

        ScalabilityLaw law() {
            return new ScalabilityLaw(1 / constant, linear / constant, square / constant);
        }
    }

    private static Candidate candidate(double[][] rows, int... columns) {
        double[][] chosen = new double[rows.length][columns.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                chosen[i][j] = rows[i][columns[j]];
            }
        }
        var matrix = new Array2DRowRealMatrix(chosen, false);
        RealVector ones = new ArrayRealVector(rows.length, 1.0);
        RealVector solved = new QRDecomposition(matrix).getSolver().solve(ones);
        double[] coefficients = new double[COEFFICIENTS];
        for (int j = 0; j < columns.length; j++) {
            coefficients[columns[j]] = solved.getEntry(j);
        }
        RealVector left = matrix.operate(solved).subtract(ones);
        return new Candidate(coefficients[0], coefficients[1], coefficients[2], left.dotProduct(left));
    }
}
