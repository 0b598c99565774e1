package queuelab.supervisor.host.agent;

import java.time.Instant;
import queuelab.supervisor.host.ChildSpec.Role;

/**
 * An agent as others see it.
 *
 * @param name what this supervisor calls it, {@code consumer-2}
 * @param role what it starts
 * @param place its machine's name
 * @param address where brokers that it starts can be reached
 * @param connected false while it is away and may yet come back
 * @param ending whether it was told to end, and starts nothing more
 * @param processes how many of its processes run
 * @param clockOffsetNanos its clock minus ours, best estimate
 * @param clockBoundNanos how far that estimate may be off; −1 before the first
 * @param since when it joined
 */
public record AgentView(
        String name,
        Role role,
        String place,
        String address,
        long pid,
        int cores,
        boolean connected,
        boolean ending,
        int processes,
        long clockOffsetNanos,
        long clockBoundNanos,
        Instant since) {}
