/** The producer process: pacing and the send loop. */
@NullMarked
package queuelab.producer;

import org.jspecify.annotations.NullMarked;
