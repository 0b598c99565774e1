/** Messages over a kernel pipe between two processes (a FIFO). */
@NullMarked
package queuelab.exchange.transport.pipe;

import org.jspecify.annotations.NullMarked;
