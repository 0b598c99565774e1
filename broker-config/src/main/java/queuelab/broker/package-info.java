/** Runs and asks one Apache Artemis broker. */
@NullMarked
package queuelab.broker;

import org.jspecify.annotations.NullMarked;
