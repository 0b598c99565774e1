/** Messages over a TCP connection on this machine. */
@NullMarked
package queuelab.exchange.transport.tcp;

import org.jspecify.annotations.NullMarked;
