/** Results written as table, JSON, CSV and HTML. */
@NullMarked
package queuelab.supervisor.report;

import org.jspecify.annotations.NullMarked;
