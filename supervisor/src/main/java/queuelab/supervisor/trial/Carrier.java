package queuelab.supervisor.trial;

import java.util.List;
import org.jspecify.annotations.Nullable;
import queuelab.broker.BrokerException;
import queuelab.exchange.recording.TrialRecord;
import queuelab.exchange.transport.TransportSpec;

/** What carries the messages of one trial: a broker, or nothing but the processes themselves. Owned by the trial's thread. */
sealed interface Carrier permits TrialBroker, Brokerless {
    /** What the workers open. */
    TransportSpec transport();

    /** What the recording says of the broker; null where there is none. */
    TrialRecord.@Nullable Broker facts();

    /** Tells it the trial's common start. */
    void begin(long startNanos);

    /** Messages on their way, −1 where unknown. */
    long depth();

    /** Whether nothing is on its way any more: a proof, by whoever can count. */
    boolean isDrained() throws BrokerException;

    /** Whether it has died. */
    boolean isGone();

    /** Whether a question to it is worth waiting for. */
    boolean answers();

    /** Its own counters of every queue and copy; empty where it has none. */
    List<TrialRecord.QueueCounters> counters() throws BrokerException;

    /** Puts it away. */
    void end() throws BrokerException;
}
