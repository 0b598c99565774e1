package queuelab.supervisor.analysis;

import java.util.List;

/**
 * A series cut into three equal parts, in the order of time; each part by its median, which one odd second does not move.
 *
 * @param apart whether every value of the first part lies below every value of the last, or above: with five values each, chance alone does
 *     that in 1 of 126 (two of the 10-choose-5 orders)
 */
record Thirds(double first, double middle, double last, boolean apart) {
    /** Fewer values than this cannot be judged: three in each part. */
    static final int NEEDED = 9;

    static Thirds of(List<Double> values) {
        if (values.size() < 3) {
            throw new IllegalArgumentException("three parts need at least 3 values, got " + values.size());
        }
        int third = values.size() / 3;
        List<Double> first = values.subList(0, third);
        List<Double> last = values.subList(values.size() - third, values.size());
        boolean apart = largest(first) < smallest(last) || largest(last) < smallest(first);
        return new Thirds(median(first), median(values.subList(third, values.size() - third)), median(last), apart);
    }

    /** Whether it rises from part to part. */
    boolean climbs() {
        return first < middle && middle < last;
    }

    /** Difference of the last to the first. */
    double rise() {
        return last - first;
    }

    static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static double largest(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }

    private static double smallest(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }
}
