package queuelab.supervisor.trial;

import java.util.List;
import java.util.function.BooleanSupplier;
import queuelab.broker.BrokerException;
import queuelab.broker.QueueKeeper;
import queuelab.exchange.recording.TrialRecord;
import queuelab.exchange.transport.QueueSpec;

/**
 * The broker of one trial, with the trial's queues on it. Owned by the trial's thread.
 *
 * @param transport what the workers open
 * @param facts what the recording says of it
 * @param keeper the lab's hold on the trial's queues
 * @param gone whether the broker has died
 * @param ending puts the broker away: removes the queues where others use it too, stops it where it is the trial's own
 */
record TrialBroker(
        QueueSpec transport, TrialRecord.Broker facts, QueueKeeper keeper, BooleanSupplier gone, Ending ending) {

    /** How a broker is put away. */
    @FunctionalInterface
    interface Ending {
        void end(QueueKeeper keeper) throws BrokerException;
    }

    /** Messages in all queues of the trial, −1 where the broker does not answer. */
    long depth() {
        try {
            return isGone() ? -1 : keeper.depth();
        } catch (BrokerException e) {
            return -1; // Shown as unknown; whoever needs the proof asks isDrained, which throws.
        }
    }

    /** Whether nothing is ready, delivering or scheduled in any queue of the trial. */
    boolean isDrained() throws BrokerException {
        return keeper.drained();
    }

    boolean isGone() {
        return gone.getAsBoolean();
    }

    /** The broker's own counters of every queue and copy. */
    List<TrialRecord.QueueCounters> counters() throws BrokerException {
        return keeper.counters();
    }

    void end() throws BrokerException {
        try (keeper) {
            ending.end(keeper);
        }
    }
}
