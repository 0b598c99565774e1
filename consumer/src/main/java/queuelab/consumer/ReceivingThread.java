package queuelab.consumer;

import java.io.IOException;
import java.time.Duration;
import queuelab.exchange.transport.Receiver;
import queuelab.exchange.transport.TransportException;

/** One consuming thread, seen from the process's main thread, which calls all of this. The thread itself is the transport's. */
final class ReceivingThread {
    private final int consumer;
    private final Receiver receiver;
    private final Receipts receipts;
    private boolean stopped;

    ReceivingThread(int consumer, Receiver receiver, Receipts receipts) {
        this.consumer = consumer;
        this.receiver = receiver;
        this.receipts = receipts;
    }

    void start() throws TransportException {
        receiver.start(receipts);
    }

    /** Stops receiving and closes the recordings. */
    void stop(Duration deadline) throws IOException, TransportException {
        if (stopped) {
            return;
        }
        if (!receiver.stop(deadline)) {
            throw new TransportException(
                    "consumer " + consumer + " was still handling a message " + deadline.toMillis()
                            + " ms after it was told to stop",
                    null);
        }
        stopped = true;
        receipts.close();
        receiver.close();
    }

    long received() {
        return receipts.received();
    }
}
