/** Messages over a Unix-domain socket. */
@NullMarked
package queuelab.exchange.transport.unix;

import org.jspecify.annotations.NullMarked;
