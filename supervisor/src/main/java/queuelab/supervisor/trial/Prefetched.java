package queuelab.supervisor.trial;

import queuelab.exchange.control.Report.Progress;
import queuelab.exchange.control.Work;
import queuelab.exchange.transport.AckMode;
import queuelab.supervisor.host.ChildSpec.Role;
import queuelab.supervisor.plan.Point;
import queuelab.supervisor.scenario.LiveSetting;

/**
 * Whether consumers may still hold messages that they have not handled. With {@code pre} a broker forgets a message as it hands it out, so an empty queue says
 * nothing of what was fetched ahead; consumers that were told to leave then would lose it. Owned by the trial's thread.
 */
final class Prefetched {
    /** Workers tell of their progress once a second. */
    private static final long TOLD_NANOS = 2_500_000_000L;

    /** Of an exponential distribution no more than one in 20,000 is longer than so many times its mean. */
    private static final int LONGEST_MEANS = 10;

    private final boolean forgetful;
    private final long quietNanos;
    private final Crew crew;
    private long received = -1;
    private long sinceNanos;

    Prefetched(Point point, Crew crew) {
        this.crew = crew;
        Work work = point.settings().consumer().work();
        this.quietNanos = TOLD_NANOS + (work.exponential() ? LONGEST_MEANS : 1) * work.nanos();
        this.forgetful = point.settings().consumer().ack() == AckMode.PRE
                || point.happenings().timeline().stream()
                        .anyMatch(timed -> timed.change().setting() == LiveSetting.CONSUMER_ACK
                                && timed.change().value().equals(AckMode.PRE.word()));
    }

    /** Whether nothing has been received for a while: all was, or the rest is lost. */
    boolean isHandled(long nowNanos) {
        if (!forgetful) {
            return true;
        }
        long now = crew.of(Role.CONSUMER)
                .flatMap(worker -> worker.progress().stream())
                .mapToLong(Progress::received)
                .sum();
        if (now != received) {
            received = now;
            sinceNanos = nowNanos;
        }
        return nowNanos - sinceNanos >= quietNanos;
    }
}
