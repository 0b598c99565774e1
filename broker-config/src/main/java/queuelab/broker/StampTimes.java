package queuelab.broker;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ICoreMessage;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.message.LargeBodyReader;
import org.apache.activemq.artemis.core.message.impl.CoreMessage;
import org.apache.activemq.artemis.core.server.LargeServerMessage;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.message.Stamp;

/**
 * The two times in a message's stamp.
 *
 * @param dueNanos when the schedule wanted it sent
 * @param sentNanos just before the send call
 */
record StampTimes(long dueNanos, long sentNanos) {
    /** Other protocols put headers of their own before the body; the lab's take less than this. */
    private static final int FARTHEST_STAMP = 1024;

    /** Reads them where they lie, without copying the message; absent where the message is none of the lab's. */
    static @Nullable StampTimes of(Message message) {
        if (message.isLargeMessage()) {
            return message instanceof LargeServerMessage large ? ofFile(large) : null;
        }
        if (!(message instanceof ICoreMessage core)) {
            return null;
        }
        ByteBuf bytes = core.getBuffer();
        int at = CoreMessage.BODY_OFFSET;
        return bytes == null || bytes.capacity() < at + Stamp.BYTES || bytes.getInt(at) != Stamp.PREFIX
                ? null
                : new StampTimes(bytes.getLong(at + Stamp.DUE_AT), bytes.getLong(at + Stamp.SENT_AT));
    }

    /** The body of a large message is a file of its own, which has just been written or is about to be read. */
    private static @Nullable StampTimes ofFile(LargeServerMessage large) {
        ByteBuffer beginning = ByteBuffer.allocate(FARTHEST_STAMP + Stamp.BYTES);
        try (LargeBodyReader file = large.getLargeBody().getLargeBodyReader()) {
            file.open();
            int length = file.readInto(beginning);
            for (int at = 0; at + Stamp.BYTES <= length; at++) {
                if (beginning.getInt(at) == Stamp.PREFIX) {
                    return new StampTimes(beginning.getLong(at + Stamp.DUE_AT), beginning.getLong(at + Stamp.SENT_AT));
                }
            }
            return null;
        } catch (ActiveMQException e) {
            // The message may have been consumed and its file removed in the meantime: it is then left out of the
            // stages, whose counts tell.
            return null;
        }
    }
}
