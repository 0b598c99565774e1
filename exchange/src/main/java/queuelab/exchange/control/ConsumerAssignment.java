package queuelab.exchange.control;

import java.util.List;
import queuelab.exchange.transport.AckMode;
import queuelab.exchange.transport.TransportSpec;

/**
 * One consumer process.
 *
 * @param recordings the folder for ledgers and latency logs
 * @param worker number of this process among the consumers, from 1
 * @param transport what carries the messages
 * @param threads one entry per receiving thread
 * @param producers producer ids are below this: those of the trial's producers, and of any that may yet replace one
 * @param ack how messages are acknowledged
 * @param commitEvery messages per transaction; used with {@link AckMode#TRANSACTED} only
 * @param work what is done for each message
 * @param lock whether the work of all threads of this process excludes each other
 * @param failShare share of messages, 0 … 1, whose handling throws
 * @param rollbackShare share of messages, 0 … 1, whose transaction is rolled back
 * @param delayNanos how long after the common start this process begins to receive
 * @param seed seeds exponential work and the choice of failing messages
 * @param window the trial's window; messages due inside its measured part are recorded as measured
 */
public record ConsumerAssignment(
        String recordings,
        int worker,
        TransportSpec transport,
        List<Receiving> threads,
        int producers,
        AckMode ack,
        int commitEvery,
        Work work,
        Lock lock,
        double failShare,
        double rollbackShare,
        long delayNanos,
        long seed,
        TrialWindow window)
        implements Assignment {
    public ConsumerAssignment {
        threads = List.copyOf(threads);
    }

    /** The same, recording into another folder. */
    public ConsumerAssignment withRecordings(String folder) {
        return new ConsumerAssignment(
                folder,
                worker,
                transport,
                threads,
                producers,
                ack,
                commitEvery,
                work,
                lock,
                failShare,
                rollbackShare,
                delayNanos,
                seed,
                window);
    }

    /**
     * One receiving thread.
     *
     * @param consumer its number in the whole trial, from 0
     * @param queue the queue it receives from, from 0
     * @param copy which copy of that queue's messages it receives, from 0
     */
    public record Receiving(int consumer, int queue, int copy) {}

    /** What excludes each other inside one process. */
    public enum Lock {
        NONE,
        /** One lock around the work of the whole process: what a global interpreter lock does. */
        PROCESS
    }
}
