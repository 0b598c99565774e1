/** The stamp that opens every message body, and its codec. */
@NullMarked
package queuelab.exchange.message;

import org.jspecify.annotations.NullMarked;
