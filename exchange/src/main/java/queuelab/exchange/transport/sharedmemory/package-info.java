/** Messages through a ring buffer in a file that two processes map. */
@NullMarked
package queuelab.exchange.transport.sharedmemory;

import org.jspecify.annotations.NullMarked;
