package queuelab.supervisor.plan;

/**
 * One execution of a point to come.
 *
 * @param id name of its folder: {@code NNN-point-repeat}, file-name safe
 * @param repeat which repeat of the point, from 1
 * @param order position in the order of execution, from 1
 * @param seed for arrivals, payload, work
 * @param workersWithC2 whether the JVMs of its producers and consumers compile with C2 too
 */
public record PlannedTrial(String id, Point point, int repeat, int order, long seed, boolean workersWithC2) {}
