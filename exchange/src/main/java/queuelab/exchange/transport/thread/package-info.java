/** Messages handed over inside one process, by reference. */
@NullMarked
package queuelab.exchange.transport.thread;

import org.jspecify.annotations.NullMarked;
