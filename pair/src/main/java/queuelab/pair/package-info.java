/** One process that is a producer and a consumer, for the transport that hands over references. */
@NullMarked
package queuelab.pair;

import org.jspecify.annotations.NullMarked;
