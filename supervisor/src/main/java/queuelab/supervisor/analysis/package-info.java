/** Recordings judged: latency, delivery verdict, trust checks, statistics. */
@NullMarked
package queuelab.supervisor.analysis;

import org.jspecify.annotations.NullMarked;
