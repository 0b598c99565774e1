package queuelab.supervisor.trial;

import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import queuelab.broker.BrokerException;
import queuelab.broker.QueueKeeper;
import queuelab.exchange.control.BrokerAssignment;
import queuelab.exchange.recording.TrialRecord;
import queuelab.exchange.transport.QueueSpec;
import queuelab.exchange.transport.TransportSpec;

/** The broker of one trial, with the trial's queues on it. Owned by the trial's thread. */
final class TrialBroker implements Carrier {
    private final QueueSpec queues;
    private TransportSpec transport;
    private final TrialRecord.Broker facts;
    private final QueueKeeper keeper;
    private final @Nullable BrokerAssignment assignment;
    private final Ending ending;
    private @Nullable Worker process;
    private LongConsumer beginning = _ -> {};
    private long startNanos;

    /** How a broker is put away. */
    @FunctionalInterface
    interface Ending {
        void end(TrialBroker broker) throws BrokerException;
    }

    /**
     * A broker that is up and has the trial's queues.
     *
     * @param queues the trial's queues on it
     * @param transport what the workers open
     * @param facts what the recording says of it
     * @param keeper the lab's hold on the trial's queues
     * @param process the process it runs in, null where that is not the trial's own
     * @param assignment what that process was started with, likewise
     * @param ending puts the broker away: removes the queues where others use it too, stops it where it is the trial's own
     */
    TrialBroker(
            QueueSpec queues,
            TransportSpec transport,
            TrialRecord.Broker facts,
            QueueKeeper keeper,
            @Nullable Worker process,
            @Nullable BrokerAssignment assignment,
            Ending ending) {
        this.queues = queues;
        this.transport = transport;
        this.facts = facts;
        this.keeper = keeper;
        this.process = process;
        this.assignment = assignment;
        this.ending = ending;
    }

    QueueSpec queues() {
        return queues;
    }

    @Override
    public TransportSpec transport() {
        return transport;
    }

    @Override
    public TrialRecord.Broker facts() {
        return facts;
    }

    QueueKeeper keeper() {
        return keeper;
    }

    /** Workers started from now on reach it through another address. */
    void behind(String url) {
        transport = queues.withUrl(url);
    }

    /** The process it runs in, or ran in; empty where that is not the trial's own. */
    Optional<Worker> process() {
        return Optional.ofNullable(process);
    }

    Optional<BrokerAssignment> assignment() {
        return Optional.ofNullable(assignment);
    }

    /** For a broker that is no child of the crew, whose children are told of the start anyway. */
    void whenItBegins(LongConsumer told) {
        beginning = told;
    }

    /** Tells it the trial's common start. */
    @Override
    public void begin(long atNanos) {
        startNanos = atNanos;
        beginning.accept(atNanos);
    }

    /** The trial's common start, once it has begun. */
    long startNanos() {
        return startNanos;
    }

    /** It was started again and is ready: the lab's own connection is made anew. Its queues came back with it. */
    void startedAgain(Worker successor) throws BrokerException {
        process = successor;
        keeper.reconnect();
    }

    /** Messages in all queues of the trial, −1 where the broker does not answer. */
    @Override
    public long depth() {
        try {
            return answers() ? keeper.depth() : -1;
        } catch (BrokerException e) {
            return -1; // Shown as unknown; whoever needs the proof asks isDrained, which throws.
        }
    }

    /** Whether nothing is ready, delivering or scheduled in any queue of the trial. */
    @Override
    public boolean isDrained() throws BrokerException {
        return keeper.drained();
    }

    @Override
    public boolean isGone() {
        return process != null && process.isGone();
    }

    /** Whether a question to it is worth waiting for. */
    @Override
    public boolean answers() {
        return process == null || !(process.isGone() || process.isPaused() || process.isLeaving());
    }

    /** The broker's own counters of every queue and copy. */
    @Override
    public List<TrialRecord.QueueCounters> counters() throws BrokerException {
        return keeper.counters();
    }

    @Override
    public void end() throws BrokerException {
        try (keeper) {
            ending.end(this);
        }
    }
}
