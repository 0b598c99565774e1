/** How fast the lab itself is: against the bare system, and against its peers. */
@NullMarked
package queuelab.benchmarks;

import org.jspecify.annotations.NullMarked;
