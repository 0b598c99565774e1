package queuelab.exchange.control;

import java.util.List;
import queuelab.exchange.transport.SendMode;
import queuelab.exchange.transport.TransportSpec;

/**
 * One producer process.
 *
 * @param recordings the folder for ledgers and latency logs
 * @param worker number of this process among the producers, from 1
 * @param transport what carries the messages
 * @param threads one entry per sending thread
 * @param producers how many sending threads there are in the whole trial; the offered rate is spread evenly over them
 * @param load the offered load of the whole trial
 * @param arrivals how due times are spaced
 * @param seed seeds the Poisson gaps and the payload; the same in every producer of a trial
 * @param sizeBytes length of a whole body, stamp included
 * @param send how sends are confirmed
 * @param inFlight most unconfirmed messages per thread
 * @param commitEvery messages per transaction, 0 for none
 * @param duplicateDetection whether each message carries an id by which the broker drops a second copy
 * @param window when to warm up and measure, and how long to wait for confirmations afterwards
 */
public record ProducerAssignment(
        String recordings,
        int worker,
        TransportSpec transport,
        List<Sending> threads,
        int producers,
        Load load,
        Arrivals arrivals,
        long seed,
        int sizeBytes,
        SendMode send,
        int inFlight,
        int commitEvery,
        boolean duplicateDetection,
        TrialWindow window)
        implements Assignment {
    public ProducerAssignment {
        threads = List.copyOf(threads);
    }

    /** The same, recording into another folder. */
    public ProducerAssignment withRecordings(String folder) {
        return new ProducerAssignment(
                folder,
                worker,
                transport,
                threads,
                producers,
                load,
                arrivals,
                seed,
                sizeBytes,
                send,
                inFlight,
                commitEvery,
                duplicateDetection,
                window);
    }

    /**
     * One sending thread.
     *
     * @param producer its number in the whole trial, from 0: the producer id in the stamp
     * @param queue the queue it sends to, from 0
     */
    public record Sending(int producer, int queue) {}
}
