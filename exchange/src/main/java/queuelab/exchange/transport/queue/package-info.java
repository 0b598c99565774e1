/** Messages over a broker's queues, through Jakarta JMS. */
@NullMarked
package queuelab.exchange.transport.queue;

import org.jspecify.annotations.NullMarked;
