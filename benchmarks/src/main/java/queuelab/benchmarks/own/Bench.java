package queuelab.benchmarks.own;

import java.nio.file.Path;
import queuelab.benchmarks.process.Children;
import queuelab.benchmarks.process.Lab;

/**
 * What every measurement works with.
 *
 * @param workspace a folder to leave things in; removed at the end
 * @param quick whether it is enough to see that measuring works
 */
record Bench(Lab lab, Children children, Path workspace, boolean quick) {
    /** How often a figure is taken: enough for an interval, or once. */
    int times() {
        return quick ? 1 : 5;
    }
}
