package queuelab.supervisor.trial;

import org.jspecify.annotations.Nullable;
import queuelab.supervisor.host.ChildSpec.Role;

/**
 * One process of a trial under way, as of the latest sample.
 *
 * @param index number within its role, from 1; never used twice in a trial
 * @param place which of the planned processes of its role it stands for, from 1; the same as its index unless it replaced another
 * @param pid 0 while an agent is about to start it
 * @param agent name of the agent that runs it, null where it runs on this machine
 * @param cpuShare CPU time used since the sample before, 1 for a whole core
 * @param sentPerSecond producers: rate of sends in its latest second
 * @param receivedPerSecond consumers: rate of receipts in its latest second
 * @param p50Nanos median latency of its latest second (dueToReceive, or sendToAck for producers); 0 where none
 * @param p99Nanos its 99th percentile, likewise
 */
public record ProcessStatus(
        Role role,
        int index,
        int place,
        String name,
        long pid,
        long parentPid,
        @Nullable String agent,
        State state,
        long cpuMillis,
        double cpuShare,
        long rssBytes,
        double sentPerSecond,
        double receivedPerSecond,
        long p50Nanos,
        long p99Nanos,
        long maxNanos) {

    /** What it is doing, or how it ended. */
    public enum State {
        STARTING,
        RUNNING,
        PAUSED,
        /** Told to leave; finishing what it has in hand. */
        LEAVING,
        /** Ended as it should. */
        GONE,
        /** Killed on request. */
        KILLED,
        /** Ended though nobody asked for it. */
        FAILED,
        /** Gone with its agent, and with it what it recorded last. */
        LOST
    }
}
