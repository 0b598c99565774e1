package queuelab.producer;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import queuelab.exchange.transport.Receiver;
import queuelab.exchange.transport.SendListener;
import queuelab.exchange.transport.Sender;
import queuelab.exchange.transport.Transport;

/** Opens {@link FakeSender}s. */
final class FakeTransport implements Transport {
    final List<FakeSender> senders = new CopyOnWriteArrayList<>();
    final List<Sending> sendings = new CopyOnWriteArrayList<>();
    Consumer<FakeSender> whenOpened = sender -> {};
    volatile boolean closed;

    @Override
    public Sender openSender(Sending sending, SendListener listener) {
        FakeSender sender = new FakeSender(sending, listener);
        whenOpened.accept(sender);
        senders.add(sender);
        sendings.add(sending);
        return sender;
    }

    @Override
    public Receiver openReceiver(Receiving receiving) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        closed = true;
    }
}
