/** What the lab asks of the machine it runs on. */
@NullMarked
package queuelab.exchange.machine;

import org.jspecify.annotations.NullMarked;
