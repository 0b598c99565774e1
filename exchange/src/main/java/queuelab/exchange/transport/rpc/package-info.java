/** Messages as unary remote calls (gRPC). */
@NullMarked
package queuelab.exchange.transport.rpc;

import org.jspecify.annotations.NullMarked;
