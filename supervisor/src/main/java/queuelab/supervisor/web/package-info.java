/** The page, REST and live events of {@code lab serve}, and what keeps them safe. */
@NullMarked
package queuelab.supervisor.web;

import org.jspecify.annotations.NullMarked;
