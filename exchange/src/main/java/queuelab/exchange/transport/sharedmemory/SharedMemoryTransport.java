package queuelab.exchange.transport.sharedmemory;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.transport.Receiver;
import queuelab.exchange.transport.SendListener;
import queuelab.exchange.transport.Sender;
import queuelab.exchange.transport.SharedMemorySpec;
import queuelab.exchange.transport.Transport;
import queuelab.exchange.transport.TransportException;
import queuelab.exchange.transport.peer.Opening;

/** A ring buffer in a mapped file. The receiver creates it; the sender joins, and removes its name. */
public final class SharedMemoryTransport implements Transport {
    private final SharedMemorySpec spec;
    private final Path file;
    private @Nullable SharedMemorySender sender;
    private @Nullable SharedMemoryReceiver receiver;

    private SharedMemoryTransport(SharedMemorySpec spec) {
        this.spec = spec;
        this.file = Path.of(spec.file());
    }

    /** A transport over this file. */
    public static Transport open(SharedMemorySpec spec) {
        return new SharedMemoryTransport(spec);
    }

    @Override
    public Sender openSender(Sending sending, SendListener listener) throws TransportException {
        try {
            SharedRing ring = Opening.retry("the shared memory " + file, () -> SharedRing.join(file));
            var opened = new SharedMemorySender(ring, sending.send(), sending.inFlight(), listener);
            sender = opened;
            return opened;
        } catch (IOException e) {
            throw new TransportException("cannot map " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Receiver openReceiver(Receiving receiving) throws TransportException {
        try {
            var opened = new SharedMemoryReceiver(SharedRing.create(file), spec.waiting());
            receiver = opened;
            return opened;
        } catch (IOException e) {
            throw new TransportException("cannot create " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws TransportException {
        try {
            if (sender != null) {
                sender.close();
            }
        } finally {
            if (receiver != null) {
                receiver.close();
            }
        }
    }
}
