/** What stands between workers and broker where a scenario disturbs the network: a proxy in a process of its own. */
@NullMarked
package queuelab.exchange.network;

import org.jspecify.annotations.NullMarked;
