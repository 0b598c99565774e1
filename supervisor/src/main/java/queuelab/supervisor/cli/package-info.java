/** The command line. */
@NullMarked
package queuelab.supervisor.cli;

import org.jspecify.annotations.NullMarked;
