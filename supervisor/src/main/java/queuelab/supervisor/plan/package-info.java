/** A scenario unfolded into points and ordered trials. */
@NullMarked
package queuelab.supervisor.plan;

import org.jspecify.annotations.NullMarked;
