/** The pipeline from scenario to report, top to bottom. */
@NullMarked
package queuelab.supervisor.run;

import org.jspecify.annotations.NullMarked;
