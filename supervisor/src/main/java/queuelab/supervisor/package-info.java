/** The Micronaut application that runs the lab. */
@NullMarked
package queuelab.supervisor;

import org.jspecify.annotations.NullMarked;
