/** Tests of the whole from outside: the launcher, the distribution, and the arrows between packages. */
@NullMarked
package queuelab.acceptance;

import org.jspecify.annotations.NullMarked;
