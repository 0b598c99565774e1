/** Where processes are started, fed, watched and reaped. */
@NullMarked
package queuelab.supervisor.host;

import org.jspecify.annotations.NullMarked;
