/** What the lab itself costs. */
@NullMarked
package queuelab.benchmarks.own;

import org.jspecify.annotations.NullMarked;
