package queuelab.exchange.transport.thread;

import org.jspecify.annotations.Nullable;
import queuelab.exchange.transport.Receiver;
import queuelab.exchange.transport.SendListener;
import queuelab.exchange.transport.Sender;
import queuelab.exchange.transport.ThreadSpec;
import queuelab.exchange.transport.Transport;
import queuelab.exchange.transport.TransportException;

/** A queue of this process. The sender's and the receiver's transport find each other by its name. */
public final class ThreadTransport implements Transport {
    private final Handover handover;
    private @Nullable ThreadSender sender;
    private @Nullable ThreadReceiver receiver;

    private ThreadTransport(Handover handover) {
        this.handover = handover;
    }

    /** A transport over the queue of this name. */
    public static Transport open(ThreadSpec spec) {
        return new ThreadTransport(Handover.named(spec.name()));
    }

    @Override
    public Sender openSender(Sending sending, SendListener listener) throws TransportException {
        var opened = new ThreadSender(handover, sending.send(), sending.inFlight(), listener);
        sender = opened;
        return opened;
    }

    @Override
    public Receiver openReceiver(Receiving receiving) {
        var opened = new ThreadReceiver(handover);
        receiver = opened;
        return opened;
    }

    @Override
    public void close() throws TransportException {
        if (sender != null) {
            sender.close();
        }
        if (receiver != null) {
            receiver.close();
        }
    }
}
