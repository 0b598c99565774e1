/** What carries messages from one producer thread to one consumer thread: senders and receivers. */
@NullMarked
package queuelab.exchange.transport;

import org.jspecify.annotations.NullMarked;
