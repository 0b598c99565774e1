/** Processes on other machines or containers: the agent that starts them there, and the supervisor's hold on it. */
@NullMarked
package queuelab.supervisor.host.agent;

import org.jspecify.annotations.NullMarked;
