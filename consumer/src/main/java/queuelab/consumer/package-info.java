/** The consumer process: the receive loop and simulated work. */
@NullMarked
package queuelab.consumer;

import org.jspecify.annotations.NullMarked;
