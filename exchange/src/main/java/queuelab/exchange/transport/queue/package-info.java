/** Messages over a broker's queues, through Jakarta JMS. RATIONALE.md beside this says why it is as it is. */
@NullMarked
package queuelab.exchange.transport.queue;

import org.jspecify.annotations.NullMarked;
