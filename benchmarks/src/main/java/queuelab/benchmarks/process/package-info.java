/** The processes a benchmark starts, all of which end with it. */
@NullMarked
package queuelab.benchmarks.process;

import org.jspecify.annotations.NullMarked;
