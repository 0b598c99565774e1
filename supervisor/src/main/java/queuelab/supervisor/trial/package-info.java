/** Runs one trial: broker, workers, barrier, window, drain, stop. */
@NullMarked
package queuelab.supervisor.trial;

import org.jspecify.annotations.NullMarked;
