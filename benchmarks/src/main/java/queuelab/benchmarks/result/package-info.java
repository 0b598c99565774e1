/** What a benchmark says: goals, tables, and where they are written. */
@NullMarked
package queuelab.benchmarks.result;

import org.jspecify.annotations.NullMarked;
