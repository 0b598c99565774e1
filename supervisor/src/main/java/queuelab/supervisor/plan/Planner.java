package queuelab.supervisor.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import queuelab.supervisor.scenario.Combination;
import queuelab.supervisor.scenario.Scenario;
import queuelab.supervisor.scenario.Settings;

/** Unfolds a scenario into points and puts their trials in order. */
public final class Planner {
    /** Keeps a trial's folder readable and its path short; the number before it keeps it unique. */
    private static final int MOST_POINT_CHARACTERS = 40;

    private Planner() {}

    /**
     * Plans a scenario: every point once in each block of repeats, in random order inside the block, so that a machine that slows down or
     * warms up does so for all points alike. All trials of one block have the same seed: points are compared under the same arrivals.
     *
     * @param seed decides the order and the trials' seeds; the same seed gives the same plan on the same machine
     */
    public static Plan plan(Scenario scenario, long seed) {
        List<Point> points =
                scenario.combinations().stream().map(Planner::point).toList();
        boolean withC2 = Compiling.withC2(points, Runtime.getRuntime().availableProcessors());
        var random = new Random(seed);
        var trials = new ArrayList<PlannedTrial>();
        for (int repeat = 1; repeat <= scenario.repeats(); repeat++) {
            long blockSeed = random.nextLong();
            var block = new ArrayList<>(points);
            Collections.shuffle(block, random);
            for (Point point : block) {
                int order = trials.size() + 1;
                trials.add(new PlannedTrial(id(order, point, repeat), point, repeat, order, blockSeed, withC2));
            }
        }
        return new Plan(scenario, points, trials, seed);
    }

    private static Point point(Combination combination) {
        return new Point(
                combination.variant(),
                combination.sweep(),
                Settings.of(combination.written()),
                combination.happenings());
    }

    private static String id(int order, Point point, int repeat) {
        return "%03d-%s-%d".formatted(order, fileName(point), repeat);
    }

    /** Variant, then each swept setting by the last word of its key: {@code memory-processes4}. */
    private static String fileName(Point point) {
        var name = new StringBuilder(point.variant());
        point.sweep()
                .forEach((key, value) -> name.append('-')
                        .append(key.substring(key.lastIndexOf('.') + 1))
                        .append(value));
        String safe = name.toString().replaceAll("[^A-Za-z0-9._-]+", "");
        return safe.substring(0, Math.min(MOST_POINT_CHARACTERS, safe.length()));
    }
}
