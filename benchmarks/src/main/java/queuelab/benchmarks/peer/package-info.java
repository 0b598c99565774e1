/** The lab against {@code artemis perf client}, on one broker. */
@NullMarked
package queuelab.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
