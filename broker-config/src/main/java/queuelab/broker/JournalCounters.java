package queuelab.broker;

import java.lang.reflect.Field;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.activemq.artemis.core.io.AbstractSequentialFileFactory;
import org.apache.activemq.artemis.core.io.SequentialFileFactory;
import org.apache.activemq.artemis.core.persistence.impl.journal.JournalStorageManager;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.jspecify.annotations.Nullable;

/**
 * How often a broker's journal wrote its buffer out. Artemis counts that in its {@code TimedBuffer}, for all journal types, and tells it only to
 * its log; so the counter is read where it lies. Where a later Artemis keeps it elsewhere the count is unknown, and nothing else changes.
 */
final class JournalCounters {
    static final long UNKNOWN = -1;

    private final @Nullable AtomicLong flushes;

    private JournalCounters(@Nullable AtomicLong flushes) {
        this.flushes = flushes;
    }

    static JournalCounters of(ActiveMQServer server) {
        if (!(server.getStorageManager() instanceof JournalStorageManager storage)) {
            return new JournalCounters(new AtomicLong());
        }
        try {
            SequentialFileFactory files = storage.getJournalSequentialFileFactory();
            Field buffer = AbstractSequentialFileFactory.class.getDeclaredField("timedBuffer");
            buffer.setAccessible(true);
            Object timed = buffer.get(files);
            Field counter = timed.getClass().getDeclaredField("flushesDone");
            counter.setAccessible(true);
            return new JournalCounters((AtomicLong) counter.get(timed));
        } catch (ReflectiveOperationException | RuntimeException e) {
            return new JournalCounters(null);
        }
    }

    long flushes() {
        return flushes == null ? UNKNOWN : flushes.get();
    }
}
