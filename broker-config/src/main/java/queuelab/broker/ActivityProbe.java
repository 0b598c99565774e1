package queuelab.broker;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.paging.PagingManager;
import org.apache.activemq.artemis.core.paging.PagingStore;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.control.ProcessTimes;
import queuelab.exchange.message.LabClock;
import queuelab.exchange.recording.BrokerActivity;

/** Looks at what a broker in this JVM is doing: reads counters, asks nothing of it that takes a lock of its message path. */
final class ActivityProbe {
    private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

    private final ActiveMQServer server;
    private final JournalCounters journal;
    private final SystemCounters system;

    private ActivityProbe(ActiveMQServer server, JournalCounters journal, SystemCounters system) {
        this.server = server;
        this.journal = journal;
        this.system = system;
    }

    static ActivityProbe of(ActiveMQServer server, Path storage) throws IOException {
        return new ActivityProbe(server, JournalCounters.of(server), SystemCounters.of(storage));
    }

    /** Empty while the broker stops, which it may do by itself: Artemis then has nothing to look at any more. */
    Optional<BrokerActivity> look() {
        @Nullable PagingManager paging = server.getPagingManager();
        if (paging == null) {
            return Optional.empty();
        }
        return Optional.of(new BrokerActivity(
                LabClock.nanoTime(),
                journal.flushes(),
                system.deviceFlushes(),
                system.writtenBytes(),
                pages(paging),
                paging.getGlobalSize(),
                ProcessTimes.cpuMillis(),
                ProcessTimes.gcCount(),
                ProcessTimes.gcMillis(),
                MEMORY.getHeapMemoryUsage().getUsed()));
    }

    private static long pages(PagingManager paging) {
        long pages = 0;
        for (SimpleString address : paging.getStoreNames()) {
            if (address.toString().startsWith(QueueKeeper.PREFIX)) {
                pages += pages(paging, address);
            }
        }
        return pages;
    }

    /** An address may be removed between its listing and this. */
    private static long pages(PagingManager paging, SimpleString address) {
        try {
            PagingStore store = paging.getPageStore(address);
            return store == null || !store.isPaging() ? 0 : store.getNumberOfPages();
        } catch (Exception e) {
            return 0;
        }
    }
}
