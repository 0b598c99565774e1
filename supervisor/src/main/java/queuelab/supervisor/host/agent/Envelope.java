package queuelab.supervisor.host.agent;

/**
 * A frame on its way.
 *
 * @param number its place in what this side says, from 1; 0 for a frame that matters only now, and is not sent again after a break
 * @param heard the last number heard from the other side
 */
record Envelope(long number, long heard, AgentFrame frame) {}
