package queuelab.consumer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.transport.DeliveryListener;
import queuelab.exchange.transport.Receiver;
import queuelab.exchange.transport.SendListener;
import queuelab.exchange.transport.Sender;
import queuelab.exchange.transport.Transport;

/** Hands out what the test gives its receiver's listener. */
final class FakeTransport implements Transport, Receiver {
    final List<Receiving> receivings = new ArrayList<>();
    volatile @Nullable DeliveryListener listener;
    volatile boolean stopsInTime = true;
    volatile int closed;

    @Override
    public Sender openSender(Sending sending, SendListener sendListener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Receiver openReceiver(Receiving receiving) {
        receivings.add(receiving);
        return this;
    }

    @Override
    public void start(DeliveryListener started) {
        listener = started;
    }

    @Override
    public boolean stop(Duration deadline) {
        DeliveryListener stopped = listener;
        if (stopped != null && stopsInTime) {
            stopped.acknowledged(System.nanoTime());
        }
        return stopsInTime;
    }

    @Override
    public void close() {
        closed++;
    }
}
