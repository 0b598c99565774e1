/** Assignments and frames between the supervisor and its child processes, one JSON object a line. */
@NullMarked
package queuelab.exchange.control;

import org.jspecify.annotations.NullMarked;
