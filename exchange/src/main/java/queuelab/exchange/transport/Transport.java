package queuelab.exchange.transport;

/**
 * One process's hold on what carries its messages (a broker connection, a pipe, a mapped file). Opens the senders or receivers of its
 * threads; owned by the thread that opened it.
 */
public interface Transport extends AutoCloseable {
    /** Opens the sender of one producer thread. */
    Sender openSender(Sending sending, SendListener listener) throws TransportException;

    /** Opens the receiver of one consumer thread; no message is taken before {@link Receiver#start}. */
    Receiver openReceiver(Receiving receiving) throws TransportException;

    /** Closes what is left, senders and receivers included. */
    @Override
    void close() throws TransportException;

    /**
     * How one producer thread sends.
     *
     * @param producer the producer id of the whole trial, from 0; with the sequence it names a message
     * @param queue the queue's number, from 0
     * @param send how sends are confirmed
     * @param inFlight most unconfirmed messages
     * @param transacted whether {@link Sender#commit} ends transactions
     * @param duplicateDetection whether each message carries an id by which the broker drops a second copy
     */
    record Sending(
            int producer, int queue, SendMode send, int inFlight, boolean transacted, boolean duplicateDetection) {}

    /**
     * How one consumer thread receives.
     *
     * @param queue the queue's number, from 0
     * @param copy which of the queue's copies, from 0
     * @param ack how messages are acknowledged
     * @param commitEvery messages per transaction, with {@link AckMode#TRANSACTED}
     */
    record Receiving(int queue, int copy, AckMode ack, int commitEvery) {}
}
