/** What transports without a broker share: framing, confirmations by the receiver, finding each other. RATIONALE.md beside this says why it is as it is. */
@NullMarked
package queuelab.exchange.transport.peer;

import org.jspecify.annotations.NullMarked;
