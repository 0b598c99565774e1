/** The live lab: two lanes, one durable and one in memory, that flow under the same load until somebody ends them. */
@NullMarked
package queuelab.supervisor.live;

import org.jspecify.annotations.NullMarked;
