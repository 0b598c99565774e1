package queuelab.supervisor.live;

import org.jspecify.annotations.Nullable;

/**
 * What became of the messages of a lane so far, from its ledgers. While messages are on their way nobody can know whether each will arrive:
 * what is not known yet is said to be so, never counted as lost.
 *
 * @param acknowledged confirmed by the broker
 * @param received different messages received
 * @param duplicated copies received beyond the first
 * @param lost confirmed, not received, and more than the broker still holds: at least so many are gone; null where it cannot be told now
 * @param unsettled confirmed and not received yet: on their way, or lost
 * @param words what keeps the loss from being known, for people; empty where it is
 */
public record Account(
        long acknowledged,
        long received,
        long duplicated,
        @Nullable Long lost,
        long unsettled,
        String words) {
    static final Account NONE = new Account(0, 0, 0, 0L, 0, "");
}
