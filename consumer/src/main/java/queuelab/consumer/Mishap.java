package queuelab.consumer;

import java.util.SplittableRandom;
import queuelab.exchange.control.ConsumerAssignment;

/** Decides, for one consuming thread, which copies' handling fails on purpose. */
final class Mishap {
    private final SplittableRandom random;
    private final double failShare;
    private final double rollbackShare;

    /** How the handling of one copy ends. */
    enum Ending {
        WELL,
        THROWN,
        ROLLED_BACK
    }

    Mishap(ConsumerAssignment assignment, SplittableRandom random) {
        this.random = random;
        this.failShare = assignment.failShare();
        this.rollbackShare = assignment.rollbackShare();
    }

    /** Draws the ending of the next copy; a copy that comes again is drawn anew. */
    Ending next() {
        if (failShare == 0 && rollbackShare == 0) {
            return Ending.WELL;
        }
        double drawn = random.nextDouble();
        if (drawn < failShare) {
            return Ending.THROWN;
        }
        return drawn < failShare + rollbackShare ? Ending.ROLLED_BACK : Ending.WELL;
    }
}
