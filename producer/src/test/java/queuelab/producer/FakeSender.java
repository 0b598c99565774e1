package queuelab.producer;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.message.IncomingBody;
import queuelab.exchange.transport.SendListener;
import queuelab.exchange.transport.Sender;
import queuelab.exchange.transport.Transport;
import queuelab.exchange.transport.TransportException;

/** Takes messages in memory and confirms them at once, or at the commit. What it is told to do before each can be set. */
final class FakeSender implements Sender {
    record Sent(long sequence, int attempt, long dueNanos, long sentNanos) {}

    final List<Sent> sent = new ArrayList<>();
    final List<Integer> commits = new ArrayList<>();
    LongPredicate rejects = sequence -> false;
    LongConsumer beforeSend = sequence -> {};
    long breaksAt = Long.MAX_VALUE;
    boolean confirms = true;
    boolean closed;

    @Nullable
    Duration awaited;

    private final Transport.Sending sending;
    private final SendListener listener;
    private final List<Sent> open = new ArrayList<>();
    private final IncomingBody reader = new IncomingBody();

    FakeSender(Transport.Sending sending, SendListener listener) {
        this.sending = sending;
        this.listener = listener;
    }

    @Override
    public void send(byte[] body, int length, long sequence, Stamping stamping) throws TransportException {
        beforeSend.accept(sequence);
        if (sequence >= breaksAt) {
            throw new TransportException("the fake broke at message " + sequence, null);
        }
        long sentNanos = stamping.stamp(body, sequence);
        if (reader.read(ByteBuffer.wrap(body, 0, length)) != IncomingBody.Condition.INTACT
                || reader.producer() != sending.producer()
                || reader.sequence() != sequence
                || reader.sentNanos() != sentNanos) {
            throw new AssertionError("message " + sequence + " is not stamped as it should be");
        }
        Sent message = new Sent(sequence, reader.attempt(), reader.dueNanos(), sentNanos);
        sent.add(message);
        if (rejects.test(sequence)) {
            listener.rejected(sequence, "full");
        } else if (sending.transacted()) {
            open.add(message);
        } else if (confirms) {
            listener.acknowledged(sequence, sentNanos, sentNanos + 1000);
        }
    }

    @Override
    public void commit() {
        commits.add(open.size());
        open.forEach(message -> listener.acknowledged(message.sequence, message.sentNanos, message.sentNanos + 1000));
        open.clear();
    }

    @Override
    public boolean awaitConfirmations(Duration deadline) {
        awaited = deadline;
        return confirms && open.isEmpty();
    }

    @Override
    public void close() {
        closed = true;
    }
}
