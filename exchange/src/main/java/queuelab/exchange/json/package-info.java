/** Records as JSON, in processes that are to stay small. */
@NullMarked
package queuelab.exchange.json;

import org.jspecify.annotations.NullMarked;
