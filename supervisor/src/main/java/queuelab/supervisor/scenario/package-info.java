/** A scenario file read into settings; every mistake reported at once. */
@NullMarked
package queuelab.supervisor.scenario;

import org.jspecify.annotations.NullMarked;
